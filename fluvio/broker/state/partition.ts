import { compressionOf, splitBatches } from '../../protocol/batch.js';
import type { CompressionAlgorithm } from '../../protocol/objects/storage-policy.js';
import type { PartitionLog } from '../log/partition-log.js';

/** Something parked on a partition: woken by every append, told once when the partition goes away. */
export interface PartitionWatcher {
  appended(): void;
  deleted(): void;
}

export interface PartitionOptions {
  readonly topic: string;
  readonly index: number;
  readonly log: PartitionLog;
  /** Which compression producers may use. */
  readonly compressionType: CompressionAlgorithm;
  /** Hears of everything that shows in the partition's status. */
  readonly onChange: (partition: Partition) => void;
}

/** One partition that this broker leads, which it is for all of them: its log, and who waits for more. */
export class Partition {
  readonly topic: string;
  readonly index: number;
  readonly #log: PartitionLog;
  readonly #compressionType: CompressionAlgorithm;
  readonly #watchers = new Set<PartitionWatcher>();
  readonly #onChange: (partition: Partition) => void;
  #deleted = false;

  constructor(options: PartitionOptions) {
    this.topic = options.topic;
    this.index = options.index;
    this.#log = options.log;
    this.#compressionType = options.compressionType;
    this.#onChange = options.onChange;
  }

  /** `TOPIC-INDEX`, as the SC names partitions. */
  get key(): string {
    return `${this.topic}-${this.index}`;
  }

  /** Offset of the first record kept. */
  get start(): number {
    return this.#log.start;
  }

  /** Offset after the last record: with one replica both the log end and the high watermark. */
  get end(): number {
    return this.#log.end;
  }

  get size(): number {
    return this.#log.size;
  }

  /** Whether its topic was deleted: whoever comes to hold it only now is told nothing by it any more. */
  get isDeleted(): boolean {
    return this.#deleted;
  }

  /** Whether the topic allows these batches' compression. */
  accepts(batches: Buffer): boolean {
    if (this.#compressionType === 'any') return true;
    return splitBatches(batches).every(({ header }) => compressionOf(header) === this.#compressionType);
  }

  /** See `PartitionLog.append`; wakes those who wait. */
  async append(batches: Buffer): Promise<number> {
    const base = await this.#log.append(batches);
    for (const watcher of this.#watchers) watcher.appended();
    this.#onChange(this);
    return base;
  }

  /** See `PartitionLog.read`. */
  read(offset: number, maxBytes: number): Promise<Buffer> {
    return this.#log.read(offset, maxBytes);
  }

  removeExpired(now: number): void {
    if (this.#log.removeExpired(now) > 0) this.#onChange(this);
  }

  watch(watcher: PartitionWatcher): void {
    this.#watchers.add(watcher);
  }

  unwatch(watcher: PartitionWatcher): void {
    this.#watchers.delete(watcher);
  }

  close(): void {
    this.#log.close();
  }

  /** Removes the log and tells those who wait. */
  delete(): void {
    this.#deleted = true;
    const watchers = [...this.#watchers];
    this.#watchers.clear();
    this.#log.remove();
    for (const watcher of watchers) watcher.deleted();
  }
}
