import type { NativeProcess } from './native-process.js';
import { indexOf, type PartitionReader } from './partition-reader.js';
import type { QueuedRecord } from './record-queue.js';
import type { RecordBatch } from './types.js';

const MOST_RECORDS = 1_000;
const MOST_BYTES = 1024 * 1024;

/**
 * Records `[from, to)` without a SmartModule: slow, and without timestamps, as the client shows none. It does not show
 * offsets either: they are counted from `from`, which must be an offset that the log holds. Ends early when nothing has
 * come for as long as patience allows.
 */
export async function* readPlain(
  reader: PartitionReader,
  native: NativeProcess,
  from: number,
  to: number,
): AsyncGenerator<RecordBatch, void, undefined> {
  const { topic, partition, signal } = reader;
  const queue = await native.stream({ topic, partition, index: await indexOf(reader, from) });
  try {
    for (let next = from; next < to; ) {
      await queue.wait(2 * reader.connection.patience.stallMs, signal);
      const records: QueuedRecord[] = [];
      for (
        let bytes = 0;
        next + records.length < to && records.length < MOST_RECORDS && bytes < MOST_BYTES;
      ) {
        const record = queue.take();
        if (!record) break;
        records.push(record);
        bytes += record.length;
      }
      if (records.length === 0 || signal.aborted) return;
      yield toBatch(topic, partition, next, records);
      next += records.length;
    }
  } finally {
    queue.drop();
  }
}

function toBatch(topic: string, partition: number, baseOffset: number, records: QueuedRecord[]): RecordBatch {
  const count = records.length;
  const [keyStart, keyEnd, valueStart, valueEnd] = [0, 1, 2, 3].map(() => new Int32Array(count)) as Columns;
  let at = 0;
  records.forEach((record, i) => {
    const keyLength = record.readInt32LE(0);
    keyStart[i] = keyLength < 0 ? -1 : at + 4;
    keyEnd[i] = valueStart[i] = at + 4 + Math.max(0, keyLength);
    at += record.length;
    valueEnd[i] = at;
  });
  const timestamps = new Float64Array(count).fill(Number.NaN);
  const bytes = Buffer.concat(records, at);
  return {
    topic,
    partition,
    baseOffset,
    count,
    bytes,
    keyStart,
    keyEnd,
    valueStart,
    valueEnd,
    timestamps,
    packed: false,
  };
}

type Columns = [Int32Array, Int32Array, Int32Array, Int32Array];
