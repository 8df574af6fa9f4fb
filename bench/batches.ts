/** Batches as the client delivers them, from values written in memory: what the broker would send, without the broker. */
import type { RecordBatch } from '../fluvio/client/index.js';
import type { Topic } from '../schemas/index.js';

/** @param timestamp Fluvio's, of all of them; ms since 1970, NaN for none */
export function batchOf(
  topic: Topic,
  partition: number,
  baseOffset: number,
  values: readonly string[],
  timestamp: number,
): RecordBatch {
  const count = values.length;
  const valueStart = new Int32Array(count);
  const valueEnd = new Int32Array(count);
  let at = 0;
  values.forEach((value, i) => {
    valueStart[i] = at;
    at += Buffer.byteLength(value);
    valueEnd[i] = at;
  });
  const none = new Int32Array(count).fill(-1);
  return {
    topic,
    partition,
    baseOffset,
    count,
    bytes: Buffer.from(values.join('')),
    keyStart: none,
    keyEnd: none,
    valueStart,
    valueEnd,
    timestamps: new Float64Array(count).fill(timestamp),
    packed: true,
  };
}
