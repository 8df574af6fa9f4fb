/**
 * Texts by number. Codes count from 0 in the order of first sight, over all batches of a stream, and the texts lie one
 * after the other in that order: what is new since some moment is one piece of memory. The reader has the same list, so a
 * text crosses the wire once. When it is full it is emptied as a whole (see batch.ts).
 */
import { FIRST_SLOTS, MAX_TEXTS, SLOT_BYTES, TEXT_BYTES } from "./limits";
import { lengthsAt, tablesAt, textsAt } from "./memory";
import { firstBytes, marks, QUOTE, scanText } from "./text";
import { scanUtf8 } from "./utf8";

/** How many texts there are. */
export let size: u32 = 0;
/** Where the next text goes, from `textsAt()`. */
export let textEnd: usize = 0;
/** Set where a text found no room; whoever asked was answered with -1. */
export let isFull: bool = false;

let table: usize = 0;
let slots: u32 = 0;
/** 64 less the bits of a slot's number. */
let shift: u64 = 0;

const MIX: u64 = 0x9e3779b97f4a7c15;
const FOLD: u64 = 0xd6e8feb86659fd93;

export function empty(): void {
  if (slots == 0) {
    table = tablesAt();
    slots = FIRST_SLOTS;
    shift = 64 - ctz(<u64>FIRST_SLOTS);
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
 * The code of the text at `[at, at + length)`, of which `head` are the first 16 bytes, with zeros behind a shorter one; -1 when it is new and there is no room. A slot of a text that is no longer than this has all of
 * it, so that nothing else is looked at.
 */
// @ts-ignore: a decorator of AssemblyScript
@inline
function find(head: v128, hash: u64, at: usize, length: u32): i32 {
  // The upper bits: all bits of the text come together there.
  let slot = <usize>(hash >> shift);
  while (true) {
    const entry = table + slot * SLOT_BYTES;
    const known = load<u32>(entry, 16);
    if (known == length && !v128.any_true(v128.xor(v128.load(entry), head))) {
      if (length <= 16 || isSame(textsAt() + load<u32>(entry, 24), at, length)) return load<i32>(entry, 20);
    }
    if (known == 0) return add(entry, head, at, length);
    slot = (slot + 1) & <usize>(slots - 1);
  }
}

/** The code of the text at `[at, at + length)`, which is not empty; -1 when it is new and there is no room. */
export function codeOf(at: usize, length: u32): i32 {
  const head = firstBytes(at, min(length, 16));
  return find(head, length <= 16 ? hashOf(head) : longHashOf(head, at, length), at, length);
}

/** Behind the quote of the text that `takeText` took. */
export let textTaken: usize = 0;

/** The code of the string that begins at `at`, of 1 to `max` characters; -1 when it is none, or has no room. */
export function takeText(at: usize, max: u32): i32 {
  const found = marks(at);
  const length = <u32>ctz(found);
  if (found == 0 || length == 0 || length > max || load<u8>(at + length) != QUOTE) return takeOther(at, max);
  textTaken = at + length + 1;
  const head = firstBytes(at, length);
  return find(head, hashOf(head), at, length);
}

/** Of texts of 16 bytes and more, and those that are not all ASCII. */
function takeOther(at: usize, max: u32): i32 {
  let length = scanText(at, max);
  if (length == 0) length = scanUtf8(at, max);
  textTaken = at + length + 1;
  return length == 0 ? -1 : codeOf(at, length);
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function hashOf(head: v128): u64 {
  return i64x2.extract_lane(head, 0) * MIX + i64x2.extract_lane(head, 1) * FOLD;
}

/** Of a text longer than 16 bytes. */
function longHashOf(head: v128, at: usize, length: u32): u64 {
  let hash = hashOf(head);
  for (let place: u32 = 16; place < length; place += 16) {
    hash = rotl(hash, 32) * MIX + hashOf(firstBytes(at + place, min(length - place, 16)));
  }
  return hash;
}

/** Of texts longer than 16 bytes whose first 16 are the same; the last ones overlap those before. */
function isSame(a: usize, b: usize, length: u32): bool {
  for (let place: u32 = 16; place < length; place += 16) {
    const from = min(place, length - 16);
    if (v128.any_true(v128.xor(v128.load(a + from), v128.load(b + from)))) return false;
  }
  return true;
}

function add(entry: usize, head: v128, at: usize, length: u32): i32 {
  if (size == MAX_TEXTS || textEnd + <usize>length > TEXT_BYTES) {
    isFull = true;
    return -1;
  }
  memory.copy(textsAt() + textEnd, at, length);
  const code = size++;
  store<u16>(lengthsAt() + ((<usize>code) << 1), <u16>length);
  v128.store(entry, head);
  store<u32>(entry, length, 16);
  store<u32>(entry, code, 20);
  store<u32>(entry, <u32>textEnd, 24);
  textEnd += length;
  if (size * 2 > slots) grow();
  return <i32>code;
}

/** Twice as many slots, in the place behind. */
function grow(): void {
  const end = table + <usize>slots * SLOT_BYTES;
  const mask = <usize>(slots * 2 - 1);
  shift--;
  memory.fill(end, 0, <usize>slots * 2 * SLOT_BYTES);
  for (let old = table; old < end; old += SLOT_BYTES) {
    const length = load<u32>(old, 16);
    if (length == 0) continue;
    const head = v128.load(old);
    const hash = length <= 16 ? hashOf(head) : longHashOf(head, textsAt() + load<u32>(old, 24), length);
    let slot = <usize>(hash >> shift);
    while (load<u32>(end + slot * SLOT_BYTES, 16) != 0) slot = (slot + 1) & mask;
    memory.copy(end + slot * SLOT_BYTES, old, SLOT_BYTES);
  }
  table = end;
  slots *= 2;
}
