/**
 * Writes an envelope: one record out for each stored batch, with everything the client shows nobody otherwise: offsets,
 * timestamps, and whether a key is absent or empty. Reading 100 events then costs one native call and not 100.
 *
 * The value of that record, little-endian, columns so that the reader decodes nothing but only looks:
 *
 *     u32 magic "GFE\x01", u32 count, i64 base_offset, u32 bytes of values, u32 bytes of keys
 *     f64 timestamp[count]          ms since 1970, NaN when there is none
 *     i32 keyStart[count]           -1 for an absent key, -2 for a record that was not selected
 *     i32 keyEnd[count]
 *     i32 valueBound[count + 1]     value i lies in [valueBound[i], valueBound[i + 1])
 *     all values, one after the other; then all keys, one after the other
 *
 * Positions count from the first byte of the value. Record i has offset base_offset + i, which is how Fluvio's own
 * clients number records (crates/fluvio-protocol/src/record/batch.rs, into_consumer_records_iter): they do not look
 * at the records' offset deltas either. So a record that is not selected has its place, without key and value.
 * Not carried, as no client shows them: attributes and headers.
 */
import { reach } from "./memory";
import * as input from "./input";
import { emitValue, HEADROOM, TAILROOM } from "./output";
import { DECODING_RECORDS, ENCODING_OUTPUT } from "./status";

const MAGIC: u32 = 0x01454647;
export const HEADER: usize = 24;
const ABSENT: i32 = -1;
const NOT_SELECTED: i32 = -2;

/**
 * Writes the value that the current record of the input (input.ts) has in the output to `out`, and returns its length;
 * negative: the record is not selected. There is room for the value as it is and `growth` bytes more.
 */
export type Take = (out: usize) => i32;

/** Where the envelope lies that putEnvelope has written. */
export let envelopeAt: usize = 0;

/** Hands over the envelope of one batch; returns what the module's function returns. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function emitEnvelope(at: usize, length: i32, version: i32, take: Take, growth: i32): i32 {
  if (!input.openInput(at, length, version)) return DECODING_RECORDS;
  const size = putEnvelope(at, length, take, growth);
  if (size < 0) return size;
  emitValue(envelopeAt, size);
  return 1;
}

/** Writes the envelope of the batch in hand (input.ts), which is the input at `at`; returns its length, or why there is none. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function putEnvelope(at: usize, length: i32, take: Take, growth: i32): i32 {
  const count = <usize>input.recordCount;
  const columns = count * 20 + 4;
  const out = (at + <usize>length + HEADROOM + 15) & ~(<usize>15);
  // Keys and values together are never longer than the input.
  if (!reach(out + HEADER + columns + <usize>length + TAILROOM)) return ENCODING_OUTPUT;

  // Keys follow the values, whose end is not known yet: the key columns keep for now where each lies in the input and
  // how long it is.
  const values = out + HEADER + columns;
  let timestamp = out + HEADER;
  let keyStart = timestamp + count * 8;
  let keyEnd = keyStart + count * 4;
  let valueBound = keyEnd + count * 4;
  let end = values;
  for (let i: usize = 0; i < count; i++) {
    if (!input.nextRecord()) return DECODING_RECORDS;
    if (growth != 0 && !reach(end + <usize>(2 * length + growth) + TAILROOM)) return ENCODING_OUTPUT;
    const time = input.recordTimestamp();
    const taken = take(end);
    store<f64>(timestamp, time == -1 ? NaN : <f64>time);
    store<i32>(keyStart, taken < 0 ? NOT_SELECTED : input.hasKey ? <i32>input.keyAt : ABSENT);
    store<i32>(keyEnd, input.keyLength);
    store<i32>(valueBound, <i32>(end - out));
    end += <usize>max(0, taken);
    timestamp += 8;
    keyStart += 4;
    keyEnd += 4;
    valueBound += 4;
  }
  store<i32>(valueBound, <i32>(end - out));

  const valueBytes = <i32>(end - values);
  const keyBytes = takeKeys(out, count, end);
  putHeader(out, count, input.baseOffset, valueBytes, keyBytes);
  envelopeAt = out;
  return <i32>(HEADER + columns) + valueBytes + keyBytes;
}

export function putHeader(out: usize, count: usize, baseOffset: i64, valueBytes: i32, keyBytes: i32): void {
  store<u32>(out, MAGIC);
  store<u32>(out, <u32>count, 4);
  store<i64>(out, baseOffset, 8);
  store<i32>(out, valueBytes, 16);
  store<i32>(out, keyBytes, 20);
}

/** Copies the keys to `keys` and turns the key columns into positions. Returns the bytes of all keys. */
function takeKeys(out: usize, count: usize, keys: usize): i32 {
  let keyStart = out + HEADER + count * 8;
  let keyEnd = keyStart + count * 4;
  let end = keys;
  for (let i: usize = 0; i < count; i++) {
    const source = load<i32>(keyStart);
    const length = <usize>load<i32>(keyEnd);
    if (source >= 0) {
      store<i32>(keyStart, <i32>(end - out));
      memory.copy(end, <usize>source, length);
      end += length;
    }
    store<i32>(keyEnd, <i32>(end - out));
    keyStart += 4;
    keyEnd += 4;
  }
  return <i32>(end - keys);
}
