import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type BatchView, hasGoodCrc, setBaseOffset, splitBatches } from '../../protocol/stored-batch.js';
import { Segment, segmentFileName } from './segment.js';

/** Bounds of one partition's log. */
export interface LogLimits {
  /** A new file is begun when the current one would grow beyond this. */
  readonly segmentBytes: number;
  /** Files not written for so long are removed, all but the current one. */
  readonly retentionSeconds: number;
  /** The oldest files are removed while all of them are larger than this. */
  readonly maxPartitionBytes: number;
}

/** Why a batch was not written: the client's fault is told apart from the disk's. */
export class AppendError extends Error {
  override readonly name = 'AppendError';
  constructor(
    readonly code: 'not-batches' | 'bad-checksum' | 'too-large' | 'disk-full' | 'io',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/**
 * The records of one partition on disk: segment files in a directory of its own. What `append` has answered has been
 * given to the operating system, so it survives the end of this process, `kill -9` included.
 *
 * `append` is a promise although it writes at once, so that a later fsync or group commit changes no caller.
 */
export class PartitionLog {
  readonly #directory: string;
  readonly #segments: Segment[];
  readonly #limits: LogLimits;

  private constructor(directory: string, segments: Segment[], limits: LogLimits) {
    this.#directory = directory;
    this.#segments = segments;
    this.#limits = limits;
  }

  /** Opens the log of `directory`, made when missing. `onDamage` hears a sentence about anything that was cut off. */
  static open(
    directory: string,
    limits: LogLimits,
    onDamage: (message: string) => void = () => {},
  ): PartitionLog {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const bases = readdirSync(directory)
      .filter((name) => /^\d{20}\.log$/.test(name))
      .map((name) => Number.parseInt(name, 10))
      .sort((a, b) => a - b);
    const segments: Segment[] = [];
    for (const [i, base] of bases.entries()) {
      const previous = segments.at(-1);
      if (previous !== undefined && previous.nextOffset !== base) {
        setAside(directory, bases.slice(i), onDamage);
        break;
      }
      const segment = Segment.open(directory, base);
      // Only the last file was being written when the process ended; the others get a walk over their headers.
      const torn = segment.recover(i === bases.length - 1);
      if (torn > 0) onDamage(`cut ${torn} torn bytes off ${join(directory, segmentFileName(base))}`);
      segments.push(segment);
    }
    if (segments.length === 0) segments.push(Segment.open(directory, 0));
    return new PartitionLog(directory, segments, limits);
  }

  /** Offset of the first record still kept. */
  get start(): number {
    return this.#segments[0]!.baseOffset;
  }

  /** Offset after the last record. With one replica this is the high watermark too. */
  get end(): number {
    return this.#active.nextOffset;
  }

  /** Bytes of all segments. */
  get size(): number {
    return this.#segments.reduce((sum, segment) => sum + segment.size, 0);
  }

  /**
   * Gives the batches in `bytes` the next offsets (in place) and writes them. Returns the offset of the first record.
   * Throws an {@link AppendError}, and then has written nothing.
   */
  async append(bytes: Buffer): Promise<number> {
    const batches = splitBatches(bytes);
    if (batches === undefined) throw new AppendError('not-batches', 'the records are not whole batches');
    // A real SPU does not look. Here a start cuts the log at the first bad checksum, so none may get in.
    if (!batches.every((batch) => hasGoodCrc(bytes, batch))) {
      throw new AppendError('bad-checksum', 'the checksum of a batch is not that of its bytes');
    }
    const tooLarge = batches.find((batch) => batch.size > this.#limits.segmentBytes);
    if (tooLarge !== undefined) {
      throw new AppendError('too-large', `a batch of ${tooLarge.size} bytes does not fit a segment`);
    }
    const base = this.end;
    const numbered = numberFrom(base, bytes, batches);
    try {
      if (this.#active.size > 0 && this.#active.size + bytes.length > this.#limits.segmentBytes) this.#roll();
      this.#active.append(bytes, numbered);
    } catch (error) {
      const full = (error as NodeJS.ErrnoException).code === 'ENOSPC';
      const message = `cannot write to ${this.#directory}: ${(error as Error).message}`;
      throw new AppendError(full ? 'disk-full' : 'io', message, { cause: error });
    }
    return base;
  }

  /**
   * Whole batches from the one that holds `offset` on, at most `maxBytes` of them (but one at least), out of one
   * segment; `offset` must be at least `start` and below `end`. The buffer owns its memory.
   */
  read(offset: number, maxBytes: number): Promise<Buffer> {
    const segment = this.#segments.findLast((candidate) => candidate.baseOffset <= offset);
    if (segment === undefined || offset >= this.end) {
      throw new RangeError(`offset ${offset} is not in ${this.start}..${this.end}`);
    }
    return segment.read(offset, maxBytes);
  }

  /** Removes old segments by age and by total size; the log start moves on. Returns how many went. */
  removeExpired(now: number): number {
    const oldest = now - this.#limits.retentionSeconds * 1000;
    let removed = 0;
    for (; this.#segments.length > 1; removed++) {
      const first = this.#segments[0]!;
      if (first.modifiedAt > oldest && this.size <= this.#limits.maxPartitionBytes) break;
      first.remove();
      this.#segments.shift();
    }
    return removed;
  }

  close(): void {
    for (const segment of this.#segments) segment.close();
  }

  /** Closes the log and removes its files. */
  remove(): void {
    this.close();
    rmSync(this.#directory, { recursive: true, force: true });
  }

  get #active(): Segment {
    return this.#segments.at(-1)!;
  }

  #roll(): void {
    // A restart would find half a write before the new file, and set that file aside.
    this.#active.assertWhole();
    this.#segments.push(Segment.open(this.#directory, this.end));
  }
}

/** Writes consecutive base offsets from `base` on into the batches. */
function numberFrom(base: number, bytes: Buffer, batches: readonly BatchView[]): BatchView[] {
  let next = base;
  return batches.map((batch) => {
    const baseOffset = next;
    next += batch.nextOffset - batch.baseOffset;
    setBaseOffset(bytes, batch.at, baseOffset);
    return { ...batch, baseOffset, nextOffset: next };
  });
}

/** Segments behind a hole are kept, but under a name that no longer counts: offsets must stay contiguous. */
function setAside(directory: string, bases: readonly number[], onDamage: (message: string) => void): void {
  for (const base of bases) {
    const path = join(directory, segmentFileName(base));
    renameSync(path, `${path}.orphan`);
    onDamage(`set ${path} aside: the records before it are missing`);
  }
}
