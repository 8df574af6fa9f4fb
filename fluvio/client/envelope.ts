import { FluvioError } from './errors.js';
import type { RecordBatch } from './types.js';

const MAGIC = 0x01454647;
const HEADER_BYTES = 24;
/** f64 timestamp, i32 key start, i32 key end, i32 value bound. */
const COLUMN_BYTES = 20;

/**
 * Reads the value that the `envelope` SmartModule made of one stored batch; the layout is described there
 * (fluvio/smartmodules/envelope/index.ts). The columns are copied once, to be aligned; keys and values are not copied.
 * Throws SMARTMODULE_FAILED when the bytes are no envelope.
 */
export function openEnvelope(topic: string, partition: number, bytes: Buffer): RecordBatch {
  if (bytes.length < HEADER_BYTES + 4 || bytes.readUInt32LE(0) !== MAGIC)
    throw notAnEnvelope(topic, partition);
  const count = bytes.readUInt32LE(4);
  const columnBytes = count * COLUMN_BYTES + 4;
  const expected = HEADER_BYTES + columnBytes + bytes.readUInt32LE(16) + bytes.readUInt32LE(20);
  if (bytes.length !== expected) throw notAnEnvelope(topic, partition);

  const columns = new ArrayBuffer(columnBytes);
  new Uint8Array(columns).set(bytes.subarray(HEADER_BYTES, HEADER_BYTES + columnBytes));
  return {
    topic,
    partition,
    baseOffset: Number(bytes.readBigInt64LE(8)),
    count,
    bytes,
    timestamps: new Float64Array(columns, 0, count),
    keyStart: new Int32Array(columns, count * 8, count),
    keyEnd: new Int32Array(columns, count * 12, count),
    // One column of count + 1 bounds, seen twice.
    valueStart: new Int32Array(columns, count * 16, count),
    valueEnd: new Int32Array(columns, count * 16 + 4, count),
    packed: true,
  };
}

/** The records of `batch` from `offset` on; the columns are shared, nothing is copied. */
export function dropBefore(batch: RecordBatch, offset: number): RecordBatch {
  const skip = offset - batch.baseOffset;
  if (skip <= 0) return batch;
  return {
    ...batch,
    baseOffset: offset,
    count: batch.count - skip,
    timestamps: batch.timestamps.subarray(skip),
    keyStart: batch.keyStart.subarray(skip),
    keyEnd: batch.keyEnd.subarray(skip),
    valueStart: batch.valueStart.subarray(skip),
    valueEnd: batch.valueEnd.subarray(skip),
    packed: false,
  };
}

function notAnEnvelope(topic: string, partition: number): FluvioError {
  return new FluvioError(
    'SMARTMODULE_FAILED',
    `The envelope SmartModule answered for ${topic}/${partition} with bytes of another layout. Run "npm run build".`,
  );
}
