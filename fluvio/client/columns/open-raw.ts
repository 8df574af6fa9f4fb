import type { RecordBatch } from '../types.js';
import type { AnswerHeader } from './answer-header.js';
import type { ColumnBatch } from './column-batch.js';

/** Of an index in the raw section. */
const DEFERRED = 0x8000_0000;

/**
 * The records that a columns module gave with their bytes, which are not copied. Their timestamps, which are exact, are
 * put into `timestamps`. Undefined when their lengths are not what there is.
 */
export function openRaw(
  topic: string,
  partition: number,
  bytes: Buffer,
  header: AnswerHeader,
  timestamps: Float64Array,
): Pick<ColumnBatch, 'deferred' | 'raw' | 'rawIndex'> | undefined {
  const { raw: count, rawColumnsAt, baseOffset } = header;
  const deferred = new Int32Array(header.deferred);
  const rawIndex = new Int32Array(count);
  if (count === 0) return { deferred, raw: undefined, rawIndex };

  const own = new Float64Array(count);
  const [keyStart, keyEnd, valueStart, valueEnd] = [0, 1, 2, 3].map(() => new Int32Array(count)) as Columns;
  const indexesAt = rawColumnsAt + 8 * count;
  let at = header.rawBytesAt;
  let found = 0;
  for (let i = 0; i < count; i++) {
    const mark = bytes.readUInt32LE(indexesAt + 4 * i);
    const index = mark & ~DEFERRED;
    if (mark >= DEFERRED) deferred[found++] = index;
    rawIndex[i] = index;
    own[i] = bytes.readDoubleLE(rawColumnsAt + 8 * i);
    timestamps[index] = own[i]!;

    const keyLength = bytes.readInt32LE(indexesAt + 4 * (count + i));
    keyStart[i] = keyLength < 0 ? -1 : at;
    at += Math.max(0, keyLength);
    keyEnd[i] = keyLength < 0 ? -1 : at;
    valueStart[i] = at;
    at += bytes.readUInt32LE(indexesAt + 4 * (2 * count + i));
    valueEnd[i] = at;
  }
  if (at !== bytes.length || found !== deferred.length) return undefined;
  const columns = { timestamps: own, keyStart, keyEnd, valueStart, valueEnd };
  const raw = { topic, partition, baseOffset, count, bytes, ...columns, packed: false };
  return { deferred, raw: raw satisfies RecordBatch, rawIndex };
}

type Columns = [Int32Array, Int32Array, Int32Array, Int32Array];
