/** The records that go out with their bytes: first a list of where they lie, then, when all is known, the bytes. */

/** u32 index (bit 31: deferred), i32 key length (-1: none), u32 key, u32 value, u32 value length, f64 timestamp. */
export const ENTRY_BYTES: usize = 32;
const DEFERRED: u32 = 0x80000000;

let list: usize = 0;
/** Where the next key and value are copied to; 0: they stay where they are until they are written. */
export let keptEnd: usize = 0;
export let rawCount: usize = 0;
export let deferredCount: u32 = 0;

/** `at`: room for `ENTRY_BYTES` of each record; `keep`: where keys and values go that must outlast their batch, or 0. */
export function openRaw(at: usize, keep: usize): void {
  list = at;
  keptEnd = keep;
  rawCount = 0;
  deferredCount = 0;
}

/** Takes records off the list again: those from place `count` on. */
export function dropRawFrom(count: usize): void {
  for (; rawCount > count; rawCount--) {
    if (load<u32>(list + (rawCount - 1) * ENTRY_BYTES) & DEFERRED) deferredCount--;
  }
}

/** Leaves of those that are not deferred only the ones with an index from `index` on. */
export function dropTailsBefore(index: u32): void {
  let kept: usize = 0;
  for (let i: usize = 0; i < rawCount; i++) {
    const entry = list + i * ENTRY_BYTES;
    const mark = load<u32>(entry);
    if (!(mark & DEFERRED) && mark < index) continue;
    memory.copy(list + kept++ * ENTRY_BYTES, entry, ENTRY_BYTES);
  }
  rawCount = kept;
}

/** Without its bytes a record is listed with no key and no value. */
export function addRaw(
  index: u32,
  isDeferred: bool,
  timestamp: f64,
  keyAt: usize,
  keyLength: i32,
  valueAt: usize,
  valueLength: u32,
): void {
  const entry = list + rawCount++ * ENTRY_BYTES;
  store<u32>(entry, isDeferred ? index | DEFERRED : index);
  store<i32>(entry, keyLength, 4);
  store<u32>(entry, <u32>keep(keyAt, max(0, keyLength)), 8);
  store<u32>(entry, <u32>keep(valueAt, valueLength), 12);
  store<u32>(entry, valueLength, 16);
  store<f64>(entry, timestamp, 24);
  if (isDeferred) deferredCount++;
}

/** Where the bytes are from now on. */
function keep(at: usize, length: u32): usize {
  if (keptEnd == 0) return at;
  const kept = keptEnd;
  memory.copy(kept, at, length);
  keptEnd += length;
  return kept;
}

/** Writes the columns of the list at `at`, a multiple of 8; returns where they end. */
export function putRawColumns(at: usize): usize {
  const indexes = at + rawCount * 8;
  const keys = indexes + rawCount * 4;
  const values = keys + rawCount * 4;
  for (let i: usize = 0; i < rawCount; i++) {
    const entry = list + i * ENTRY_BYTES;
    store<f64>(at + i * 8, load<f64>(entry, 24));
    store<u32>(indexes + i * 4, load<u32>(entry));
    store<i32>(keys + i * 4, load<i32>(entry, 4));
    store<u32>(values + i * 4, load<u32>(entry, 16));
  }
  return values + rawCount * 4;
}

/** Writes key, value, key, value … at `at`; returns where they end. */
export function putRawBytes(at: usize): usize {
  for (let i: usize = 0; i < rawCount; i++) {
    const entry = list + i * ENTRY_BYTES;
    const keyLength = load<i32>(entry, 4);
    if (keyLength > 0) {
      memory.copy(at, load<u32>(entry, 8), <usize>keyLength);
      at += <usize>keyLength;
    }
    const valueLength = <usize>load<u32>(entry, 16);
    memory.copy(at, load<u32>(entry, 12), valueLength);
    at += valueLength;
  }
  return at;
}
