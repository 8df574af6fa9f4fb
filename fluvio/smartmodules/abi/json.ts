/**
 * Walks the members of a JSON object (RFC 8259), in place: nothing is copied or built.
 *
 *     openObject(at, length);
 *     while (nextMember()) if (isKey("event_type")) chosen = isText("level_complete");
 *     return closeObject() && chosen;
 *
 * Strict, as JSON.parse is: only after `closeObject` is it known that the bytes are one object and nothing else. Of a
 * key that comes twice the last one counts, so a member that comes again must be looked at again. The one limit: what is
 * nested deeper than 64 levels is not taken for JSON.
 */
import { decimal, decimalEnd } from "./decimal";
import { afterString, isSameText, isSameUtf8 } from "./json-string";

const QUOTE: u8 = 0x22;
const COMMA: u8 = 0x2c;
const COLON: u8 = 0x3a;
const OPEN_ARRAY: u8 = 0x5b;
const CLOSE_ARRAY: u8 = 0x5d;
const OPEN_OBJECT: u8 = 0x7b;
const CLOSE_OBJECT: u8 = 0x7d;
const DEEPEST: i32 = 64;

// The member that nextMember() moved to, as it stands in the bytes: strings with their quotes.
export let keyAt: usize = 0;
export let keyEnd: usize = 0;
export let valueAt: usize = 0;
export let valueEnd: usize = 0;

let cursor: usize = 0;
let end: usize = 0;
let started: bool = false;
let broken: bool = false;

/** Begins with the bytes that should be an object. */
export function openObject(at: usize, length: i32): void {
  end = at + <usize>length;
  cursor = afterSpace(at);
  broken = cursor >= end || load<u8>(cursor) != OPEN_OBJECT;
  cursor++;
  started = false;
}

/** Moves to the next member; false after the last, and where the bytes are no JSON. */
export function nextMember(): bool {
  if (broken) return false;
  cursor = afterSpace(cursor);
  if (cursor >= end) return fail();
  const byte = load<u8>(cursor);
  if (byte == CLOSE_OBJECT) return false;
  if (started) {
    if (byte != COMMA) return fail();
    cursor = afterSpace(cursor + 1);
  }
  started = true;
  keyAt = cursor;
  keyEnd = afterString(keyAt, end);
  if (keyEnd == 0) return fail();
  valueAt = afterColon(keyEnd);
  valueEnd = valueAt == 0 ? 0 : afterValue(valueAt);
  if (valueEnd == 0) return fail();
  cursor = valueEnd;
  return true;
}

/** After nextMember() said false: whether all of the bytes are one object. */
export function closeObject(): bool {
  return !broken && afterSpace(cursor + 1) == end;
}

/** Whether the member's key is this (ASCII), however it is escaped. */
export function isKey(name: string): bool {
  return isSameText(keyAt, keyEnd, name);
}

/** Whether the member's value is a string and this (ASCII). */
export function isText(text: string): bool {
  return isString() && isSameText(valueAt, valueEnd, text);
}

/** Whether the member's value is a string and this UTF-8. */
export function isUtf8(at: usize, length: i32): bool {
  return isString() && isSameUtf8(valueAt, valueEnd, at, length);
}

export function isString(): bool {
  return load<u8>(valueAt) == QUOTE;
}

/** The member's value if it is a number, else NaN. */
export function numberValue(): f64 {
  const byte = load<u8>(valueAt);
  return byte == 0x2d || <u32>byte - 0x30 < 10 ? decimal(valueAt, valueEnd) : NaN;
}

function fail(): bool {
  broken = true;
  return false;
}

/** Behind any value; 0 where there is none. Without recursion: an engine's stack is small. */
function afterValue(at: usize): usize {
  // Bit n: what is open at depth n is an object.
  let objects: u64 = 0;
  let depth = 0;
  while (true) {
    if (at >= end) return 0;
    const byte = load<u8>(at);
    if (byte == OPEN_OBJECT || byte == OPEN_ARRAY) {
      const isObject = byte == OPEN_OBJECT;
      if (depth == DEEPEST) return 0;
      objects = (objects << 1) | <u64>isObject;
      depth++;
      at = afterSpace(at + 1);
      if (at >= end) return 0;
      if (load<u8>(at) != (isObject ? CLOSE_OBJECT : CLOSE_ARRAY)) {
        if (isObject) at = afterKey(at);
        if (at == 0) return 0;
        continue;
      }
    } else {
      at = afterScalar(at);
      if (at == 0) return 0;
      if (depth == 0) return at;
      at = afterSpace(at);
    }
    // Behind a value inside of something: what closes here, and then a comma.
    while (at < end && load<u8>(at) == (objects & 1 ? CLOSE_OBJECT : CLOSE_ARRAY)) {
      at++;
      objects >>= 1;
      if (--depth == 0) return at;
      at = afterSpace(at);
    }
    if (at >= end || load<u8>(at) != COMMA) return 0;
    at = afterSpace(at + 1);
    if (objects & 1) at = afterKey(at);
    if (at == 0) return 0;
  }
}

/** Where the value of a member starts. */
function afterKey(at: usize): usize {
  const behind = afterString(at, end);
  return behind == 0 ? 0 : afterColon(behind);
}

function afterColon(at: usize): usize {
  at = afterSpace(at);
  return at < end && load<u8>(at) == COLON ? afterSpace(at + 1) : 0;
}

function afterScalar(at: usize): usize {
  const byte = load<u8>(at);
  if (byte == QUOTE) return afterString(at, end);
  if (byte == 0x74) return afterWord(at, 0x65757274); // true
  if (byte == 0x6e) return afterWord(at, 0x6c6c756e); // null
  if (byte == 0x66) return afterWord(at + 1, 0x65736c61); // f, alse
  return isNaN(decimal(at, end)) ? 0 : decimalEnd;
}

/** Four letters, the first one lowest. */
function afterWord(at: usize, letters: u32): usize {
  return at + 4 <= end && load<u32>(at) == letters ? at + 4 : 0;
}

function afterSpace(at: usize): usize {
  while (at < end) {
    const byte = load<u8>(at);
    if (byte != 0x20 && byte != 0x0a && byte != 0x0d && byte != 0x09) break;
    at++;
  }
  return at;
}
