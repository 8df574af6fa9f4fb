/**
 * Reads what the engine hands to a module: one whole stored batch, already decompressed. Big-endian:
 *
 *     i64 base_offset, i32 n, n bytes of records, then by version
 *       <= 22: params and (>= 16) join_record      >= 22: i64 base_timestamp, always last
 *     records: i32 count, then each: varint length, i8 attributes, varint timestamp_delta, varint offset_delta,
 *       u8 has_key [varint n, n bytes], varint n, n bytes of value, varint headers
 *
 * Varints are zigzag. Source: crates/fluvio-smartmodule/src/input.rs, crates/fluvio-protocol/src/record/data.rs.
 * Nothing in the bytes is trusted: `openInput` and `nextRecord` say false instead of reading beyond the input.
 */

const FIRST_VERSION_WITH_TIMESTAMP: i32 = 22;
/** length, attributes, two deltas, key tag, value length, headers: no record is shorter. */
const SHORTEST_RECORD: i32 = 7;

export let baseOffset: i64 = 0;
/** -1 when the engine does not tell (before version 22). */
export let baseTimestamp: i64 = -1;
/** Records in the batch; never more than its bytes can hold. */
export let recordCount: i32 = 0;

// The record that nextRecord() moved to; all of it, its length included, lies in [recordAt, recordEnd).
export let recordAt: usize = 0;
export let recordEnd: usize = 0;
/** Nothing that a client sets or shows. */
export let attributes: u8 = 0;
export let timestampDelta: i64 = 0;
export let offsetDelta: i64 = 0;
export let hasKey: bool = false;
export let keyAt: usize = 0;
export let keyLength: i32 = 0;
export let valueAt: usize = 0;
export let valueLength: i32 = 0;

let cursor: usize = 0;
let recordsEnd: usize = 0;
let malformed: bool = false;

export function openInput(at: usize, length: i32, version: i32): bool {
  if (length < 16) return false;
  baseOffset = bswap(load<i64>(at));
  const recordBytes = bswap(load<i32>(at, 8));
  if (recordBytes < 4 || recordBytes > length - 12) return false;
  cursor = at + 12;
  recordsEnd = cursor + <usize>recordBytes;
  recordCount = bswap(load<i32>(cursor));
  cursor += 4;
  if (recordCount < 0 || recordCount > (recordBytes - 4) / SHORTEST_RECORD) return false;
  baseTimestamp = -1;
  if (version >= FIRST_VERSION_WITH_TIMESTAMP) {
    if (length - 12 - recordBytes < 8) return false;
    baseTimestamp = bswap(load<i64>(at + <usize>length - 8));
  }
  return true;
}

/** Moves to the next record; false when the bytes are not one. */
export function nextRecord(): bool {
  malformed = false;
  recordAt = cursor;
  return takeShort() || takeAny();
}

/**
 * Takes nearly all records: whose varints have one byte or two, and which are not the last (so that both may be read). The
 * place is kept in a local: engines keep globals in memory, and each step would wait for the one before to be written.
 */
// @ts-ignore: a decorator of AssemblyScript
@inline
function takeShort(): bool {
  let at = cursor;
  if (recordsEnd - at < 16) return false;
  let two = <u32>load<u16>(at);
  at += sizeOf(two);
  const end = at + <usize>(rawOf(two) >> 1);
  if (isOther(two) || end >= recordsEnd || end < at + 12) return false;
  attributes = load<u8>(at++);
  two = <u32>load<u16>(at);
  const time = <i32>rawOf(two);
  at += sizeOf(two);
  const next = <u32>load<u16>(at);
  const offset = <i32>rawOf(next);
  if ((two & 0x8080) == 0x8080 || (next & 0x8080) == 0x8080) return false;
  at += sizeOf(next);
  timestampDelta = <i64>((time >> 1) ^ -(time & 1));
  offsetDelta = <i64>((offset >> 1) ^ -(offset & 1));
  hasKey = load<u8>(at++) != 0;
  let length: u32 = 0;
  if (hasKey) {
    two = <u32>load<u16>(at);
    at += sizeOf(two);
    length = rawOf(two) >> 1;
    if (isOther(two) || at + <usize>length >= end) return false;
  }
  keyAt = at;
  keyLength = <i32>length;
  at += <usize>length;
  two = <u32>load<u16>(at);
  at += sizeOf(two);
  length = rawOf(two) >> 1;
  if (isOther(two) || at + <usize>length > end) return false;
  valueAt = at;
  valueLength = <i32>length;
  recordEnd = end;
  cursor = end;
  return true;
}

/** How many of the two bytes are a varint. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function sizeOf(two: u32): usize {
  return <usize>(1 + ((two >> 7) & 1));
}

/** What they say, zigzag. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function rawOf(two: u32): u32 {
  return (two & 0x7f) | ((two >> 1) & 0x3f80 & -((two >> 7) & 1));
}

/** Whether they are no length: negative, or of more bytes. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function isOther(two: u32): bool {
  return (two & 1) != 0 || (two & 0x8080) == 0x8080;
}

function takeAny(): bool {
  const length = varint();
  if (malformed || length < 0 || length > <i64>(recordsEnd - cursor)) return false;
  const end = cursor + <usize>length;
  attributes = load<u8>(cursor++);
  timestampDelta = varint();
  offsetDelta = varint();
  if (malformed || cursor >= end) return false;
  hasKey = load<u8>(cursor++) != 0;
  keyAt = cursor;
  keyLength = 0;
  if (hasKey) {
    keyLength = byteLength(end);
    keyAt = cursor;
    cursor += <usize>keyLength;
  }
  valueLength = byteLength(end);
  valueAt = cursor;
  if (malformed) return false;
  recordEnd = end;
  cursor = end;
  return true;
}

/** The timestamp of the current record, or -1, as Fluvio's own consumers work it out (ConsumerRecord::timestamp). */
export function recordTimestamp(): i64 {
  return baseTimestamp <= 0 ? -1 : baseTimestamp + timestampDelta;
}

function byteLength(end: usize): i32 {
  const length = varint();
  if (malformed || cursor > end || length < 0 || length > <i64>(end - cursor)) {
    malformed = true;
    return 0;
  }
  return <i32>length;
}

function varint(): i64 {
  let raw: u64 = 0;
  let shift: u64 = 0;
  while (cursor < recordsEnd && shift < 70) {
    const byte = load<u8>(cursor++);
    raw |= (<u64>(byte & 0x7f)) << shift;
    if (byte < 0x80) return <i64>(raw >> 1) ^ -(<i64>(raw & 1));
    shift += 7;
  }
  malformed = true;
  return 0;
}
