import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { ColumnDelivery } from './column-delivery.js';
import { recordDelivery } from './delivery.js';
import { describeTarget, dial } from './dial.js';
import { FluvioError } from './errors.js';
import { filteredDelivery } from './filtered-delivery.js';
import { LogStarts, measuredStart } from './log-starts.js';
import type { NativeCall } from './native/frames.js';
import type { NativeProcess } from './native-process.js';
import { partitionStatuses, topicSummaries } from './partition-status.js';
import { Producer } from './producer.js';
import { readPartition } from './read-partition.js';
import { readPlainRange } from './read-plain-range.js';
import type {
  ColumnReadOptions,
  FluvioConnection,
  FluvioOptions,
  FluvioProducer,
  FluvioTarget,
  PartitionStatus,
  Patience,
  PlainReadOptions,
  RecordReadOptions,
  TopicSettings,
  TopicSummary,
} from './types.js';

const GIVE_UP_AFTER_MS = 60_000;
const STALL_MS = 10_000;
const ANSWER_MS = 15_000;
const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 2_000;
/** Measured: from 2 MiB on a stream is as fast as it gets; every partition's stream may hold as much. */
const MAX_BYTES = 4 * 1024 * 1024;

/**
 * Opens the door. Throws CONNECT_FAILED, NATIVE_MISSING or PROFILE_NOT_FOUND; later losses are repaired without a word
 * (`onReconnect`) until `giveUpAfterMs` have passed without success.
 */
export async function openFluvio(
  target: FluvioTarget,
  options: FluvioOptions = {},
): Promise<FluvioConnection> {
  const patience = {
    giveUpAfterMs: options.giveUpAfterMs ?? GIVE_UP_AFTER_MS,
    stallMs: options.stallMs ?? STALL_MS,
    answerMs: options.answerMs ?? ANSWER_MS,
  };
  return new Connection(target, await dial(target, patience.answerMs), patience, options);
}

/** One native client at a time, replaced when it is lost; see FluvioConnection for what it can do. */
export class Connection implements FluvioConnection {
  readonly maxBytes: number;
  /** What corrects the list of partitions. */
  readonly logStarts = new LogStarts();
  private renewal: Promise<NativeProcess> | undefined;
  private status: { readonly at: number; readonly listed: Promise<PartitionStatus[]> } | undefined;
  private readonly closing = new AbortController();

  constructor(
    private readonly target: FluvioTarget,
    private process: NativeProcess,
    readonly patience: Patience,
    private readonly options: FluvioOptions,
  ) {
    this.maxBytes = options.maxBytes ?? MAX_BYTES;
    // While Fluvio is away everybody who reads or sends waits on it.
    setMaxListeners(0, this.closing.signal);
  }

  async topics(): Promise<TopicSummary[]> {
    return topicSummaries(await this.ask({ do: 'topics' }, 'list the topics'));
  }

  async createTopic(name: string, settings: TopicSettings): Promise<void> {
    const native = await this.native();
    await native.call({ do: 'create-topic', name, partitions: settings.partitions }, `create topic ${name}`);
  }

  async deleteTopic(name: string): Promise<void> {
    const native = await this.native();
    await native.call({ do: 'delete-topic', name }, `delete topic ${name}`);
  }

  async partitions(topic?: string): Promise<PartitionStatus[]> {
    const all = await this.statuses(0);
    return topic === undefined ? all : all.filter((status) => status.topic === topic);
  }

  async settleLogStarts(topics: readonly string[]): Promise<void> {
    const native = await this.native();
    const wanted = (await this.statuses(0)).filter(({ topic }) => topics.includes(topic));
    const readers = wanted.map(({ topic, partition }) => ({
      connection: this,
      topic,
      partition,
      signal: this.closed,
    }));
    // Whoever reads will meet what is wrong, and knows what to do about it.
    await Promise.allSettled(readers.map((reader) => measuredStart(reader, native)));
  }

  nameAtCluster(topic: string): string {
    return topic;
  }

  producer(topic: string): FluvioProducer {
    return new Producer(this, topic);
  }

  read(topic: string, partition: number, options: RecordReadOptions) {
    const { filter } = options;
    const delivery =
      filter === undefined ? recordDelivery(topic, partition) : filteredDelivery(topic, partition, filter);
    return readPartition(this, topic, partition, options, delivery);
  }

  readColumns(topic: string, partition: number, options: ColumnReadOptions) {
    const delivery = new ColumnDelivery(topic, partition, options.columns, options.pushDown);
    return readPartition(this, topic, partition, options, delivery);
  }

  readPlain(topic: string, partition: number, options: PlainReadOptions) {
    return readPlainRange(this, topic, partition, options);
  }

  async close(): Promise<void> {
    if (this.closing.signal.aborted) return;
    this.closing.abort();
    await this.renewal?.catch(() => {});
    await this.process.end();
  }

  /** Aborts when the connection is closed. */
  get closed(): AbortSignal {
    return this.closing.signal;
  }

  /** The client to use now; while a lost one is being replaced, the next. */
  async native(): Promise<NativeProcess> {
    if (this.closed.aborted) throw new FluvioError('CLOSED', 'The connection to Fluvio was closed.');
    return this.renewal ?? this.process;
  }

  /** All partitions as they were at most `maxAgeMs` ago: many idle readers ask together. */
  async statuses(maxAgeMs: number): Promise<PartitionStatus[]> {
    const now = Date.now();
    if (this.status === undefined || now - this.status.at >= maxAgeMs) {
      const listed = this.ask({ do: 'partitions' }, 'list the partitions').then(partitionStatuses);
      this.status = { at: now, listed };
    }
    return this.logStarts.correct(await this.status.listed);
  }

  /**
   * Replaces `lost` unless someone has done so already. Tries again, ever more slowly, and throws CONNECTION_LOST when
   * `giveUpAfterMs` have passed.
   */
  async renew(lost: NativeProcess, cause: Error): Promise<NativeProcess> {
    if (this.renewal === undefined && this.process === lost) {
      this.renewal = this.dialAgain(lost, cause).finally(() => {
        this.renewal = undefined;
      });
      // Whoever waits for it is told; nobody may be.
      this.renewal.catch(() => {});
    }
    return this.native();
  }

  private async dialAgain(lost: NativeProcess, cause: Error): Promise<NativeProcess> {
    const since = Date.now();
    await lost.end();
    let latest = cause;
    for (let pause = FIRST_RETRY_MS; ; pause = Math.min(pause * 2, LONGEST_RETRY_MS)) {
      if (this.closed.aborted) throw new FluvioError('CLOSED', 'The connection to Fluvio was closed.');
      const left = this.patience.giveUpAfterMs - (Date.now() - since);
      if (left <= 0) throw this.givenUp(latest);
      try {
        this.process = await dial(this.target, this.patience.answerMs);
        this.logStarts.clear();
        if (this.closed.aborted) await this.process.end();
        this.options.onReconnect?.({ cause, afterMs: Date.now() - since });
        return this.process;
      } catch (error) {
        latest = error as Error;
      }
      await sleep(Math.min(pause, left), undefined, { signal: this.closed }).catch(() => {});
    }
  }

  private givenUp(cause: Error): FluvioError {
    const seconds = Math.round(this.patience.giveUpAfterMs / 1000);
    return new FluvioError(
      'CONNECTION_LOST',
      `The connection to Fluvio at ${describeTarget(this.target)} was lost and did not come back within ${seconds} s: ${cause.message}`,
      { cause },
    );
  }

  /** A question may be asked again after a loss; what changes something may not. */
  private async ask(what: NativeCall, doing: string): Promise<unknown> {
    const native = await this.native();
    try {
      return await native.call(what, doing);
    } catch (error) {
      if (!(error instanceof FluvioError) || error.code !== 'CONNECTION_LOST') throw error;
      return (await this.renew(native, error)).call(what, doing);
    }
  }
}
