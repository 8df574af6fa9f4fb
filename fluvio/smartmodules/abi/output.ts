/**
 * Writes what a module returns: records in the form of the input (see input.ts), then one option byte for an error
 * (0 = none), handed over by `copy_records`. Source: crates/fluvio-smartmodule/src/output.rs.
 *
 * Two ways: `emitValue` gives one record whose value already lies in memory (nothing is copied);
 * `beginRecords`, `putRecord` … `endRecords` gives many small ones.
 */
import * as input from "./input";

// @ts-ignore: a decorator of AssemblyScript
@external("env", "copy_records")
declare function copyRecords(at: usize, length: i32): void;

/** What was handed over last, for `handOverAgain`: whoever wants that keeps it as it is. */
export let handedAt: usize = 0;
export let handedLength: usize = 0;

/** Bytes that must be free before the value given to `emitValue`, and after it. */
export const HEADROOM: usize = 32;
export const TAILROOM: usize = 2;
/** What `putRecord` writes besides the value. */
export const RECORD_OVERHEAD: usize = 16;

/** Hands over one record without a key, with the value at `[at, at + length)`. */
export function emitValue(at: usize, length: i32): void {
  const body = 4 + varintSize(length) + length + 1; // attributes, two deltas, no key; headers
  const start = at - <usize>(4 + varintSize(body) + 4 + varintSize(length));
  store<i32>(start, bswap(1));
  putPrefix(start + 4, body, length);
  const end = putTail(at + <usize>length);
  handOver(start, <i32>(end - start));
}

/** Hands over no record: the stream goes on after this batch. */
export function emitNothing(at: usize): void {
  store<i32>(at, 0);
  store<u8>(at, 0, 4);
  handOver(at, 5);
}

/** Starts a list of records at `at`; returns where the first one goes. */
export function beginRecords(at: usize, count: i32): usize {
  store<i32>(at, bswap(count));
  return at + 4;
}

/** Writes one record without a key; returns where the next one goes. */
export function putRecord(at: usize, value: usize, length: i32): usize {
  const body = 4 + varintSize(length) + length + 1;
  const valueAt = putPrefix(at, body, length);
  memory.copy(valueAt, value, <usize>length);
  store<u8>(valueAt + <usize>length, 0); // headers
  return valueAt + <usize>length + 1;
}

/** Writes one record with key, time and attributes of the input's current one; returns where the next one goes. */
export function putRecordLike(at: usize, value: usize, length: i32): usize {
  const keyBytes = input.hasKey ? varintSize(input.keyLength) + input.keyLength : 0;
  const times = longVarintSize(input.timestampDelta) + longVarintSize(input.offsetDelta);
  at = putVarint(at, 2 + times + keyBytes + varintSize(length) + length + 1);
  store<u8>(at++, input.attributes);
  at = putLongVarint(at, input.timestampDelta);
  at = putLongVarint(at, input.offsetDelta);
  store<u8>(at++, <u8>input.hasKey);
  if (input.hasKey) {
    at = putVarint(at, input.keyLength);
    memory.copy(at, input.keyAt, <usize>input.keyLength);
    at += <usize>input.keyLength;
  }
  at = putVarint(at, length);
  memory.copy(at, value, <usize>length);
  store<u8>(at + <usize>length, 0); // headers
  return at + <usize>length + 1;
}

/** Hands over the list that began at `start` and whose last record ends at `end`. */
export function endRecords(start: usize, end: usize): void {
  store<u8>(end, 0);
  handOver(start, <i32>(end + 1 - start));
}

/** Hands over bytes of any form, such as the sentence of an error of `init`. */
export function handOver(at: usize, length: i32): void {
  handedAt = at;
  handedLength = <usize>length;
  copyRecords(at, length);
}

export function handOverAgain(): void {
  copyRecords(handedAt, <i32>handedLength);
}

function putPrefix(at: usize, body: i32, valueLength: i32): usize {
  at = putVarint(at, body);
  store<u32>(at, 0); // attributes, timestamp delta, offset delta, no key
  return putVarint(at + 4, valueLength);
}

function putTail(at: usize): usize {
  store<u16>(at, 0); // headers, no error
  return at + 2;
}

function putVarint(at: usize, value: i32): usize {
  return putLongVarint(at, <i64>value);
}

function varintSize(value: i32): i32 {
  return longVarintSize(<i64>value);
}

/** Zigzag: small numbers of either sign are short. */
function putLongVarint(at: usize, value: i64): usize {
  let raw = <u64>((value << 1) ^ (value >> 63));
  while (raw >= 0x80) {
    store<u8>(at++, <u8>(raw | 0x80));
    raw >>= 7;
  }
  store<u8>(at++, <u8>raw);
  return at;
}

function longVarintSize(value: i64): i32 {
  let raw = <u64>((value << 1) ^ (value >> 63));
  let size = 1;
  while (raw >= 0x80) {
    size++;
    raw >>= 7;
  }
  return size;
}
