/**
 * Records as columns in which nothing is judged yet: what no columns module may judge (fields under a studio's own
 * names) is judged record by record.
 */
import type { ColumnBatch } from '../../fluvio/client/columns/column-batch.js';
import { StreamStrings } from '../../fluvio/client/columns/stream-strings.js';
import type { RecordBatch } from '../../fluvio/client/types.js';
import { hashBytes } from '../duplicates/byte-hash.js';

const NO_STRINGS = new StreamStrings();

export function recordsAsColumns(batch: RecordBatch): ColumnBatch {
  const { topic, partition, baseOffset, count, timestamps, bytes, valueStart, valueEnd } = batch;
  const hashes = new Uint32Array(count);
  const all = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    hashes[i] = hashBytes(bytes, valueStart[i]!, valueEnd[i]!);
    all[i] = i;
  }
  return {
    topic,
    partition,
    baseOffset,
    count,
    timestamps,
    hashes,
    time: new Float64Array(0),
    numbers: [],
    texts: [],
    choices: [],
    idText: new Int32Array(0),
    idNumber: new Float64Array(0),
    otherId: () => '',
    strings: NO_STRINGS,
    deferred: all,
    raw: batch,
    rawIndex: all,
  };
}
