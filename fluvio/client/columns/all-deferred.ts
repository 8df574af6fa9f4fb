/**
 * Columns of a batch that is too large to be judged at once: every record is deferred, so that whoever has the rules
 * judges it by its bytes. Only hashes are needed of the module, and it gives them piece by piece.
 */
import type { RecordBatch } from '../types.js';
import type { ColumnBatch, ColumnShape } from './column-batch.js';
import type { StreamStrings } from './stream-strings.js';

/** A module works in six times what it is given, and in some 200 bytes a record, and reaches less than 2 GiB. */
const MOST_BYTES = 64 * 1024 * 1024;
const RECORD_WEIGHT = 64;

const PIECE_RECORDS = 4096;
const PIECE_BYTES = 1024 * 1024;

export function isTooLarge({ count, bytes }: RecordBatch): boolean {
  return bytes.length + count * RECORD_WEIGHT > MOST_BYTES;
}

/** @param hashesOf gives the hashes of the values of a batch that is not too large */
export function allDeferred(
  batch: RecordBatch,
  shape: ColumnShape,
  strings: StreamStrings,
  hashesOf: (piece: RecordBatch) => Uint32Array,
): ColumnBatch {
  const { topic, partition, baseOffset, count, timestamps } = batch;
  const hashes = new Uint32Array(count);
  for (let from = 0; from < count; ) {
    const piece = pieceFrom(batch, from);
    hashes.set(hashesOf(piece), from);
    from += piece.count;
  }
  const all = Int32Array.from({ length: count }, (_, i) => i);
  return {
    topic,
    partition,
    baseOffset,
    count,
    timestamps,
    hashes,
    time: new Float64Array(),
    numbers: Array.from({ length: shape.numbers }, () => new Float64Array()),
    texts: Array.from({ length: shape.texts }, () => new Int32Array()),
    choices: Array.from({ length: shape.choices }, () => new Uint8Array()),
    idText: new Int32Array(),
    idNumber: new Float64Array(),
    otherId: () => '',
    strings,
    deferred: all,
    raw: batch,
    rawIndex: all,
  };
}

/** Some records from `from` on, one at least. Of a value that alone is too large, the beginning. */
function pieceFrom(batch: RecordBatch, from: number): RecordBatch {
  const values: Buffer[] = [];
  const ends: number[] = [];
  let length = 0;
  for (let i = from; i < batch.count && values.length < PIECE_RECORDS; i++) {
    const start = batch.valueStart[i]!;
    const value = batch.bytes.subarray(start, Math.min(batch.valueEnd[i]!, start + PIECE_BYTES));
    if (values.length > 0 && length + value.length > PIECE_BYTES) break;
    length += value.length;
    values.push(value);
    ends.push(length);
  }
  const count = values.length;
  const none = new Int32Array(count).fill(-1);
  return {
    topic: batch.topic,
    partition: batch.partition,
    baseOffset: batch.baseOffset + from,
    count,
    bytes: Buffer.concat(values, length),
    keyStart: none,
    keyEnd: none,
    valueStart: Int32Array.of(0, ...ends.slice(0, -1)),
    valueEnd: Int32Array.from(ends),
    timestamps: batch.timestamps.subarray(from, from + count),
    packed: true,
  };
}
