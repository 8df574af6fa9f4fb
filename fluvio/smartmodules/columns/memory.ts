/**
 * What a columns module keeps where: `[tables of the dictionary | its texts | their lengths | input | scratch and output]`. The
 * first three are as large as they can ever become, but only what is written to takes memory of the machine.
 */
import { reach } from "../abi/memory";
import { MAX_TEXTS, TABLE_BYTES, TEXT_BYTES } from "./limits";

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

// @ts-ignore: a decorator of AssemblyScript
@inline
function inputAt(): usize {
  return lengthsAt() + 2 * <usize>MAX_TEXTS;
}

/** Exported by every module: where the engine may write `length` bytes of input. Traps when there is no room. */
export function alloc(length: i32): i32 {
  const start = inputAt();
  if (length < 0 || !reach(start + <usize>length + SLACK)) unreachable();
  return <i32>start;
}
