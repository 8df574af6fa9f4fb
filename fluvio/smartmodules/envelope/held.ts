/**
 * Envelopes that are held back, to go out as one. `[columns with room to spare | keys | header and columns of the answer |
 * values, then keys again]`: values lie where they go out, with room for what comes before them. Positions in the columns
 * count from the first value and the first key, for as long as nobody knows where these will be.
 */
import { envelopeAt, HEADER, putHeader } from "../abi/envelope";
import { HOLD_RECORDS } from "../abi/hold";
import * as input from "../abi/input";
import { HEADROOM, TAILROOM } from "../abi/output";

const HELD_ROWS: usize = HOLD_RECORDS + 512;
/** f64 timestamp, i32 key start, i32 key end, i32 end of the value. */
const ROW_BYTES: usize = 20;
/** Of all values, of all keys: an answer stays far below what fits in a response. */
const VALUE_BYTES: usize = 1 << 20;
const KEY_BYTES: usize = 256 << 10;
export const HELD_ROOM: usize = 64 + 2 * HELD_ROWS * ROW_BYTES + HEADROOM + HEADER + VALUE_BYTES + 2 * KEY_BYTES + TAILROOM;

/** How many records are held. */
export let rows: usize = 0;
/** Where the envelope lies that `putHeld` writes. */
export let answerAt: usize = 0;
let baseOffset: i64 = 0;
let valueBytes: usize = 0;
let keyBytes: usize = 0;

/** Where all of it lies, and an answer of no records. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function heldAt(): usize {
  return (__heap_base + 15) & ~(<usize>15);
}

/** Whether the batch in hand, of `length` bytes, can be held, and behind those that are. */
export function isNext(length: i32): bool {
  const bytes = <usize>length;
  if (rows != 0 && input.baseOffset != baseOffset + <i64>rows) return false;
  const hasRoom = valueBytes + bytes <= VALUE_BYTES && keyBytes + bytes <= KEY_BYTES;
  return hasRoom && rows + <usize>input.recordCount <= HELD_ROWS;
}

/** Takes in the envelope that was made of the batch in hand, which is `isNext`. */
export function takeIn(): void {
  if (rows == 0) baseOffset = input.baseOffset;
  const count = <usize>input.recordCount;
  const ownKeyBytes = load<u32>(envelopeAt, 20);
  const ownValueBytes = load<u32>(envelopeAt, 16);
  const timestamps = envelopeAt + HEADER;
  memory.copy(timestampsAt() + rows * 8, timestamps, count * 8);
  const ownValues = HEADER + count * ROW_BYTES + 4;
  const ownKeys = ownValues + ownValueBytes;
  const keys = timestamps + count * 8;
  for (let i: usize = 0; i < count; i++) {
    const start = load<i32>(keys + i * 4);
    const row = (rows + i) * 4;
    store<i32>(keyStartsAt() + row, start < 0 ? start : start - <i32>ownKeys + <i32>keyBytes);
    store<i32>(keyEndsAt() + row, load<i32>(keys + (count + i) * 4) - <i32>ownKeys + <i32>keyBytes);
    // The bound after the value: the first one is known.
    store<i32>(boundsAt() + row, load<i32>(keys + (2 * count + i + 1) * 4) - <i32>ownValues + <i32>valueBytes);
  }
  memory.copy(valuesAt() + valueBytes, envelopeAt + ownValues, ownValueBytes);
  memory.copy(heldKeysAt() + keyBytes, envelopeAt + ownKeys, ownKeyBytes);
  rows += count;
  valueBytes += ownValueBytes;
  keyBytes += ownKeyBytes;
}

/** Makes one envelope of what is held, and holds it no more. Returns its length. */
export function putHeld(): i32 {
  const columns = rows * ROW_BYTES + 4;
  answerAt = valuesAt() - columns - HEADER;
  putHeader(answerAt, rows, baseOffset, <i32>valueBytes, <i32>keyBytes);
  const timestamps = answerAt + HEADER;
  memory.copy(timestamps, timestampsAt(), rows * 8);
  const values = <i32>(HEADER + columns);
  const keys = values + <i32>valueBytes;
  const starts = timestamps + rows * 8;
  const ends = starts + rows * 4;
  const bounds = ends + rows * 4;
  store<i32>(bounds, values);
  for (let i: usize = 0; i < rows; i++) {
    const row = i * 4;
    const start = load<i32>(keyStartsAt() + row);
    store<i32>(starts + row, start < 0 ? start : start + keys);
    store<i32>(ends + row, load<i32>(keyEndsAt() + row) + keys);
    store<i32>(bounds + row + 4, load<i32>(boundsAt() + row) + values);
  }
  memory.copy(valuesAt() + valueBytes, heldKeysAt(), keyBytes);
  const length = keys + <i32>keyBytes;
  drop();
  return length;
}

/** Gives up what is held. */
export function drop(): void {
  rows = 0;
  valueBytes = 0;
  keyBytes = 0;
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function timestampsAt(): usize {
  return heldAt() + 16;
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function keyStartsAt(): usize {
  return timestampsAt() + HELD_ROWS * 8;
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function keyEndsAt(): usize {
  return keyStartsAt() + HELD_ROWS * 4;
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function boundsAt(): usize {
  return keyEndsAt() + HELD_ROWS * 4;
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function heldKeysAt(): usize {
  return boundsAt() + HELD_ROWS * 4;
}

/** Behind room for header and columns, and for what goes around a record. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function valuesAt(): usize {
  return heldKeysAt() + KEY_BYTES + HEADROOM + HEADER + HELD_ROWS * ROW_BYTES + 4;
}
