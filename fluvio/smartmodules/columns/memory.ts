/**
 * What a columns module keeps where: `[tables of the dictionary | its texts | their lengths | what is held back | input |
 * scratch and output]`. All before the input are as large as they can ever become, but only what is written to takes
 * memory of the machine.
 */
import { allocFrom } from "../abi/memory";
import { HELD_BYTES, HELD_ROW_BYTES, HELD_ROWS, MAX_TEXTS, TABLE_BYTES, TEXT_BYTES } from "./limits";

/** Reads go 8 bytes at a time, and a text is read up to its longest length before anybody asks where the value ends. */
export const SLACK: usize = 8192;

// @ts-ignore: a decorator of AssemblyScript
@inline
export function tablesAt(): usize {
  return (__heap_base + 15) & ~(<usize>15);
}

// @ts-ignore: a decorator of AssemblyScript
@inline
export function textsAt(): usize {
  return tablesAt() + TABLE_BYTES;
}

/** u16 of each text, by code. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function lengthsAt(): usize {
  return textsAt() + TEXT_BYTES + 16;
}

/** Room for held rows, a list of raw records, other ids, raw bytes, and the answer made of all that with new texts. */
const HELD_ROOM: usize = 2 * HELD_ROWS * (HELD_ROW_BYTES + 128) + 8 * HELD_BYTES;

// @ts-ignore: a decorator of AssemblyScript
@inline
export function heldAt(): usize {
  return (lengthsAt() + 2 * <usize>MAX_TEXTS + 15) & ~(<usize>15);
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function inputAt(): usize {
  return heldAt() + HELD_ROOM;
}

/** Exported by every module: where the engine may write `length` bytes of input. Traps when there is no room. */
export function alloc(length: i32): i32 {
  return allocFrom(inputAt(), length, SLACK);
}
