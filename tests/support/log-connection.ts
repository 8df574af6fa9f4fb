/**
 * Logs in memory behind the interface of `fluvio/client`, for what a broker cannot be made to do on command: lose its
 * tail, evict records, deliver in other batches. What the client itself promises is tested in tests/fluvio/client.
 */
import { ColumnDelivery } from '../../fluvio/client/column-delivery.js';
import {
  type ColumnBatch,
  type ColumnReadOptions,
  type FluvioConnection,
  FluvioError,
  type PartitionStatus,
  type RecordBatch,
} from '../../fluvio/client/index.js';
import { type PlainRecord, recordBatch } from './record-batch.js';

interface Log {
  start: number;
  records: PlainRecord[];
}

export class LogConnection
  implements
    Pick<
      FluvioConnection,
      'nameAtCluster' | 'partitions' | 'read' | 'readColumns' | 'readPlain' | 'settleLogStarts'
    >
{
  readonly #logs = new Map<string, Log>();
  /** Records in a batch; another number after a restart stands for another way of reading. */
  batchSize = 10;
  /** Offsets that reads began at. */
  readonly reads: number[] = [];

  /** A whole connection to those who take one; anything but reading fails loudly. */
  get asConnection(): FluvioConnection {
    return this as unknown as FluvioConnection;
  }

  /** For so many readings of the status, the leader is away, and its last report from when the log was half as long. */
  readingsAway = 0;

  /** Copies of each log; records from `committed` on are in the leader's alone. */
  replicas = 1;
  committed = Number.POSITIVE_INFINITY;
  /** Whether the next reading fails at once. */
  failNextRead = false;

  /** Replaces the log of a partition: `values` from offset `start` on. */
  set(topic: string, partition: number, values: readonly (string | PlainRecord)[], start = 0): void {
    const records = values.map((value) => (typeof value === 'string' ? { value } : value));
    this.#logs.set(`${topic}/${partition}`, { start, records });
  }

  nameAtCluster(topic: string): string {
    return topic;
  }

  async settleLogStarts(): Promise<void> {}

  async partitions(): Promise<PartitionStatus[]> {
    const isOnline = this.readingsAway-- <= 0;
    return [...this.#logs].map(([name, { start, records }]) => {
      const [topic = '', partition] = name.split('/');
      const end = start + (isOnline ? records.length : Math.floor(records.length / 2));
      const highWatermark = Math.min(end, this.committed);
      const offsets = { logStart: start, highWatermark, logEnd: end, leader: 1, replicas: this.replicas };
      return { topic, partition: Number(partition), ...offsets, isOnline };
    });
  }

  async *read(
    topic: string,
    partition: number,
    { from, signal }: { from: number | 'start' | 'end'; signal?: AbortSignal },
  ): AsyncGenerator<RecordBatch, void, undefined> {
    const { start, records } = this.#logs.get(`${topic}/${partition}`)!;
    if (typeof from !== 'number') throw new Error('only offsets are read in these tests');
    this.reads.push(from);
    const end = start + records.length;
    if (this.failNextRead) throw new FluvioError('OTHER', 'no such luck');
    if (from < start)
      throw new FluvioError('OFFSET_EVICTED', `the log starts at ${start}`, { from, to: start });
    if (from > end) throw new FluvioError('OFFSET_PAST_END', `the log ends at ${end}`, { from, to: end });
    for (let base = from; base < end; base += this.batchSize) {
      yield recordBatch(topic, partition, base, records.slice(base - start, base - start + this.batchSize));
    }
    // Live: waits for more, in vain.
    await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true }));
  }

  /** There is no Fluvio in which to push down: the module works here. */
  async *readColumns(
    topic: string,
    partition: number,
    options: ColumnReadOptions,
  ): AsyncGenerator<ColumnBatch, void, undefined> {
    const delivery = new ColumnDelivery(topic, partition, options.columns, options.pushDown);
    for await (const batch of this.read(topic, partition, options)) yield delivery.convert(batch);
  }

  /** Shows no timestamps. */
  async *readPlain(
    topic: string,
    partition: number,
    { from, to }: { from: number; to: number },
  ): AsyncGenerator<RecordBatch, void, undefined> {
    const { start, records } = this.#logs.get(`${topic}/${partition}`)!;
    if (from < start || to > start + records.length) throw new Error(`${from} to ${to} is not in the log`);
    const shown = records.slice(from - start, to - start).map(({ key, value }) => ({ key, value }));
    if (shown.length > 0) yield recordBatch(topic, partition, from, shown);
  }
}
