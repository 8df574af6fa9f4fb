/**
 * `envelope`: one record out for each stored batch, with everything the client shows nobody otherwise: offsets,
 * timestamps, and whether a key is absent or empty. Reading 100 events then costs one native call and not 100.
 *
 * The value of that record, little-endian, columns so that the reader decodes nothing but only looks:
 *
 *     u32 magic "GFE\x01", u32 count, i64 base_offset, u32 bytes of values, u32 bytes of keys
 *     f64 timestamp[count]          ms since 1970, NaN when there is none
 *     i32 keyStart[count]           -1 for an absent key
 *     i32 keyEnd[count]
 *     i32 valueBound[count + 1]     value i lies in [valueBound[i], valueBound[i + 1])
 *     all values, one after the other; then all keys, one after the other
 *
 * Positions count from the first byte of the value. Record i has offset base_offset + i, which is how Fluvio's own
 * clients number records (crates/fluvio-protocol/src/record/batch.rs, into_consumer_records_iter): they do not look
 * at the records' offset deltas either. Not carried, as no client shows them: attributes and headers.
 *
 * A batch that is not what input.ts describes is answered with -1, and the stream ends with an error.
 */
export { alloc } from "../abi/memory";
import { reach } from "../abi/memory";
import * as input from "../abi/input";
import { emitValue, HEADROOM, TAILROOM } from "../abi/output";

const MAGIC: u32 = 0x01454647;
const HEADER: usize = 24;
const ABSENT: i32 = -1;
const MALFORMED: i32 = -1;
const NO_ROOM: i32 = -2;

export function array_map(at: usize, length: i32, version: i32): i32 {
  if (!input.openInput(at, length, version)) return MALFORMED;
  const count = <usize>input.recordCount;
  const columns = count * 20 + 4;
  const out = (at + <usize>length + HEADROOM + 15) & ~(<usize>15);
  // Keys and values together are never longer than the input.
  if (!reach(out + HEADER + columns + <usize>length + TAILROOM)) return NO_ROOM;

  const values = out + HEADER + columns;
  const valueBytes = takeRecords(out, count, values);
  if (valueBytes < 0) return MALFORMED;
  const keyBytes = takeKeys(out, count, values + <usize>valueBytes);

  store<u32>(out, MAGIC);
  store<u32>(out, <u32>count, 4);
  store<i64>(out, input.baseOffset, 8);
  store<i32>(out, valueBytes, 16);
  store<i32>(out, keyBytes, 20);
  emitValue(out, <i32>(HEADER + columns) + valueBytes + keyBytes);
  return 1;
}

/**
 * Walks the records once: timestamps and values go where they belong; keys follow the values, whose end is not known
 * yet, so the key columns keep for now where each key lies in the input and how long it is. Returns the bytes of all values.
 */
function takeRecords(out: usize, count: usize, values: usize): i32 {
  let timestamp = out + HEADER;
  let keyStart = timestamp + count * 8;
  let keyEnd = keyStart + count * 4;
  let valueBound = keyEnd + count * 4;
  let end = values;
  for (let i: usize = 0; i < count; i++) {
    if (!input.nextRecord()) return MALFORMED;
    const time = input.recordTimestamp();
    store<f64>(timestamp, time == -1 ? NaN : <f64>time);
    store<i32>(keyStart, input.hasKey ? <i32>input.keyAt : ABSENT);
    store<i32>(keyEnd, input.keyLength);
    store<i32>(valueBound, <i32>(end - out));
    memory.copy(end, input.valueAt, <usize>input.valueLength);
    end += <usize>input.valueLength;
    timestamp += 8;
    keyStart += 4;
    keyEnd += 4;
    valueBound += 4;
  }
  store<i32>(valueBound, <i32>(end - out));
  return <i32>(end - values);
}

/** Copies the keys to `keys` and turns the key columns into positions. Returns the bytes of all keys. */
function takeKeys(out: usize, count: usize, keys: usize): i32 {
  let keyStart = out + HEADER + count * 8;
  let keyEnd = keyStart + count * 4;
  let end = keys;
  for (let i: usize = 0; i < count; i++) {
    const source = load<i32>(keyStart);
    const length = <usize>load<i32>(keyEnd);
    if (source != ABSENT) {
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
