import type { RecordBatch } from '../../fluvio/client/types.js';
import type { DeadLetter } from '../store/dead-letters.js';

/** A dead letter as the record that it was: its own offset and timestamp, in a batch of one. */
export function letterBatch({ topic, partition, offset, recordTime, key, value }: DeadLetter): RecordBatch {
  const keyLength = key?.length ?? 0;
  return {
    topic,
    partition,
    baseOffset: offset,
    count: 1,
    bytes: key === null ? value : Buffer.concat([key, value]),
    keyStart: Int32Array.of(key === null ? -1 : 0),
    keyEnd: Int32Array.of(key === null ? -1 : keyLength),
    valueStart: Int32Array.of(keyLength),
    valueEnd: Int32Array.of(keyLength + value.length),
    timestamps: Float64Array.of(recordTime ?? Number.NaN),
    packed: false,
  };
}
