import type { RecordBatch } from '../../fluvio/client/types.js';

export interface PlainRecord {
  readonly key?: string | undefined;
  readonly value: string | Uint8Array;
  readonly timestamp?: number | undefined;
}

/** A batch as the client delivers it, from records written down by hand. */
export function recordBatch(
  topic: string,
  partition: number,
  baseOffset: number,
  records: readonly PlainRecord[],
): RecordBatch {
  const count = records.length;
  const columns = () => new Int32Array(count);
  const [keyStart, keyEnd, valueStart, valueEnd] = [columns(), columns(), columns(), columns()];
  const timestamps = new Float64Array(count);
  const parts: Buffer[] = [];
  let at = 0;
  const append = (bytes: Uint8Array) => {
    parts.push(Buffer.from(bytes));
    at += bytes.length;
    return at;
  };
  records.forEach(({ key }, i) => {
    keyStart[i] = key === undefined ? -1 : at;
    keyEnd[i] = key === undefined ? -1 : append(Buffer.from(key));
  });
  records.forEach(({ value, timestamp }, i) => {
    valueStart[i] = at;
    valueEnd[i] = append(typeof value === 'string' ? Buffer.from(value) : value);
    timestamps[i] = timestamp ?? Number.NaN;
  });
  const bytes = Buffer.concat(parts);
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
    packed: true,
  };
}
