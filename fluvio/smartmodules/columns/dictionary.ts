/**
 * Texts by number. Codes count from 0 in the order of first sight, over all batches of a stream, and the texts lie one
 * after the other in that order: what is new since some moment is one piece of memory. The reader has the same list, so a
 * text crosses the wire once. When it is full it is emptied as a whole (see batch.ts).
 */
import { FIRST_SLOTS, MAX_TEXTS, SLOT_BYTES, TEXT_BYTES } from "./limits";
import { lengthsAt, tablesAt, textsAt } from "./memory";
import { firstBytes } from "./text";

/** How many texts there are. */
export let size: u32 = 0;
/** Where the next text goes, from `textsAt()`. */
export let textEnd: usize = 0;
/** Set where a text found no room; whoever asked was answered with -1. */
export let isFull: bool = false;

let table: usize = 0;
let slots: u32 = 0;

const MIX: u64 = 0x9e3779b97f4a7c15;
const FOLD: u64 = 0xd6e8feb86659fd93;

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

/**
 * The code of the text at `[at, at + length)`, which is not empty; -1 when it is new and there is no room. Most texts are
 * no longer than what a slot has of them, so that nothing but the slot is looked at.
 */
export function codeOf(at: usize, length: u32): i32 {
  const head = firstBytes(at, min(length, 16));
  let hash = mixed(length, head);
  for (let place: u32 = 16; place < length; place += 16) {
    hash = mixed(hash, firstBytes(at + place, min(length - place, 16)));
  }
  // The last bytes are still in the upper bits alone.
  const short = <u32>(((hash ^ (hash >> 32)) * MIX) >> 32);
  const mask = slots - 1;
  let slot = short & mask;
  let entry = slotAt(slot);
  while (!isEntry(entry, head, at, length)) {
    if (load<u32>(entry, 20) == 0) return add(entry, head, at, length, short);
    slot = (slot + 1) & mask;
    entry = slotAt(slot);
  }
  return load<i32>(entry, 24);
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function mixed(hash: u64, bytes: v128): u64 {
  const first = (hash ^ i64x2.extract_lane(bytes, 0)) * MIX;
  return (rotl(first, 32) ^ i64x2.extract_lane(bytes, 1)) * FOLD;
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function slotAt(slot: u32): usize {
  return table + <usize>slot * SLOT_BYTES;
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function isEntry(entry: usize, head: v128, at: usize, length: u32): bool {
  if (load<u32>(entry, 20) != length || v128.any_true(v128.xor(v128.load(entry), head))) return false;
  return length <= 16 || isSame(textsAt() + load<u32>(entry, 28), at, length);
}

/** Of texts longer than 16 bytes whose first 16 are the same; the last ones overlap those before. */
function isSame(a: usize, b: usize, length: u32): bool {
  for (let place: u32 = 16; place < length; place += 16) {
    const from = min(place, length - 16);
    if (v128.any_true(v128.xor(v128.load(a + from), v128.load(b + from)))) return false;
  }
  return true;
}

function add(entry: usize, head: v128, at: usize, length: u32, hash: u32): i32 {
  if (size == MAX_TEXTS || textEnd + <usize>length > TEXT_BYTES) {
    isFull = true;
    return -1;
  }
  memory.copy(textsAt() + textEnd, at, length);
  const code = size++;
  store<u16>(lengthsAt() + ((<usize>code) << 1), <u16>length);
  v128.store(entry, head);
  store<u32>(entry, hash, 16);
  store<u32>(entry, length, 20);
  store<u32>(entry, code, 24);
  store<u32>(entry, <u32>textEnd, 28);
  textEnd += length;
  if (size * 2 > slots) grow();
  return <i32>code;
}

/** Twice as many slots, in the place behind. */
function grow(): void {
  const end = table + <usize>slots * SLOT_BYTES;
  const mask = slots * 2 - 1;
  memory.fill(end, 0, <usize>slots * 2 * SLOT_BYTES);
  for (let old = table; old < end; old += SLOT_BYTES) {
    if (load<u32>(old, 20) == 0) continue;
    let slot = load<u32>(old, 16) & mask;
    while (load<u32>(end + <usize>slot * SLOT_BYTES, 20) != 0) slot = (slot + 1) & mask;
    memory.copy(end + <usize>slot * SLOT_BYTES, old, SLOT_BYTES);
  }
  table = end;
  slots *= 2;
}
