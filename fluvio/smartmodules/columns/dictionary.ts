/**
 * Texts by number. Codes count from 0 in the order of first sight, over all batches of a stream, and the texts lie one
 * after the other in that order: what is new since some moment is one piece of memory. The reader has the same list, so a
 * text crosses the wire once. When it is full it is emptied as a whole (see batch.ts).
 */
import { FIRST_SLOTS, MAX_TEXTS, SLOT_BYTES, TEXT_BYTES } from "./limits";
import { lengthsAt, tablesAt, textsAt } from "./memory";

/** How many texts there are. */
export let size: u32 = 0;
/** Where the next text goes, from `textsAt()`. */
export let textEnd: usize = 0;
/** Set where a text found no room; whoever asked was answered with -1. */
export let isFull: bool = false;

let table: usize = 0;
let slots: u32 = 0;

export function empty(): void {
  if (slots == 0) {
    table = tablesAt();
    slots = FIRST_SLOTS;
  }
  memory.fill(table, 0, <usize>slots * SLOT_BYTES);
  size = 0;
  textEnd = 0;
}

/** Before a batch: texts that are known already have their codes even when it is full. */
export function clearFull(): void {
  isFull = false;
}

/** The code of the text at `[at, at + length)`, which is not empty; -1 when it is new and there is no room. */
export function codeOf(at: usize, length: u32, hash: u32): i32 {
  let slot = hash & (slots - 1);
  while (true) {
    const entry = table + <usize>slot * SLOT_BYTES;
    const known = load<u32>(entry, 8);
    if (known == 0) return add(entry, at, length, hash);
    if (load<u32>(entry) == hash && known == length && isSame(load<u32>(entry, 4), at, length)) {
      return load<i32>(entry, 12);
    }
    slot = (slot + 1) & (slots - 1);
  }
}

/** Eight bytes at a time, the last ones as the top of a word. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function isSame(a: usize, b: usize, length: u32): bool {
  while (length > 8) {
    if (load<u64>(a) != load<u64>(b)) return false;
    a += 8;
    b += 8;
    length -= 8;
  }
  return (load<u64>(a) ^ load<u64>(b)) << (64 - 8 * <u64>length) == 0;
}

function add(entry: usize, at: usize, length: u32, hash: u32): i32 {
  if (size == MAX_TEXTS || textEnd + <usize>length > TEXT_BYTES) {
    isFull = true;
    return -1;
  }
  const text = textsAt() + textEnd;
  memory.copy(text, at, length);
  textEnd += length;
  const code = size++;
  store<u16>(lengthsAt() + ((<usize>code) << 1), <u16>length);
  fill(entry, hash, <u32>text, length, code);
  if (size * 2 > slots) grow();
  return <i32>code;
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function fill(entry: usize, hash: u32, text: u32, length: u32, code: u32): void {
  store<u32>(entry, hash);
  store<u32>(entry, text, 4);
  store<u32>(entry, length, 8);
  store<u32>(entry, code, 12);
}

/** Twice as many slots, in the place behind. */
function grow(): void {
  const end = table + <usize>slots * SLOT_BYTES;
  const mask = slots * 2 - 1;
  memory.fill(end, 0, <usize>slots * 2 * SLOT_BYTES);
  for (let old = table; old < end; old += SLOT_BYTES) {
    const length = load<u32>(old, 8);
    if (length == 0) continue;
    const hash = load<u32>(old);
    let slot = hash & mask;
    while (load<u32>(end + <usize>slot * SLOT_BYTES, 8) != 0) slot = (slot + 1) & mask;
    fill(end + <usize>slot * SLOT_BYTES, hash, load<u32>(old, 4), length, load<u32>(old, 12));
  }
  table = end;
  slots *= 2;
}
