/**
 * The one region of linear memory that a module works in: `[input | scratch and output]`, from the end of the module's
 * own data upwards. It is used again for every batch and only ever grows, because a module's memory lives as long as
 * its stream and the engine stops a stream at 1 GB (a bump allocator would get there in minutes).
 */

import { handedAt, handedLength } from "./output";

const PAGE_BITS: usize = 16;

function regionStart(): usize {
  return (__heap_base + 15) & ~(<usize>15);
}

/** Makes the memory reach up to `end`; false when the engine refuses more. */
export function reach(end: usize): bool {
  const have = <usize>memory.size() << PAGE_BITS;
  if (end <= have) return true;
  if (end > 0x7fff0000) return false;
  return memory.grow(<i32>((end - have + 0xffff) >> PAGE_BITS)) >= 0;
}

/** Exported by every module: where the engine may write `length` bytes of input. Traps when there is no room. */
export function alloc(length: i32): i32 {
  const start = regionStart();
  if (length < 0 || !reach(start + <usize>length)) unreachable();
  return <i32>start;
}

/**
 * The `alloc` of a module that keeps something in front of the input, which begins at `from` at the earliest: not over what
 * was handed over last, as that may be asked for again. `slack`: bytes behind the input that may be read.
 */
export function allocFrom(from: usize, length: i32, slack: usize): i32 {
  const handedEnd = handedAt + handedLength;
  const start =
    handedEnd > from && handedAt < from + <usize>length + slack ? (handedEnd + 15) & ~(<usize>15) : from;
  if (length < 0 || !reach(start + <usize>length + slack)) unreachable();
  return <i32>start;
}
