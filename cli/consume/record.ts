import type { RecordBatch } from '../../fluvio/client/types.js';

/** One record, as the formats of `consume` that are not made for bulk want it. */
export interface ConsumedRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** Fluvio's timestamp, ms since 1970, or null. */
  readonly timestamp: number | null;
  readonly key: Buffer | null;
  readonly value: Buffer;
}

/** Record `i` of a batch; key and value are views of its bytes. */
export function recordAt(batch: RecordBatch, i: number): ConsumedRecord {
  const keyStart = batch.keyStart[i]!;
  const timestamp = batch.timestamps[i]!;
  return {
    topic: batch.topic,
    partition: batch.partition,
    offset: batch.baseOffset + i,
    timestamp: Number.isNaN(timestamp) ? null : timestamp,
    key: keyStart < 0 ? null : batch.bytes.subarray(keyStart, batch.keyEnd[i]!),
    value: batch.bytes.subarray(batch.valueStart[i]!, batch.valueEnd[i]!),
  };
}
