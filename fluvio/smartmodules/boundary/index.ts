/**
 * `boundary`: says in which stored batch a record lies. A stream of `envelope` can start only where a stored batch
 * starts (the client numbers what a module returns `batch base + index` and drops numbers below its start), and nothing
 * else tells where that is. This module returns one small record *for each record*, so the numbers stay right and a
 * stream may start anywhere; the first answer is the batch that holds the start.
 *
 * Each value, little-endian: i64 base_offset, u32 count.
 */
export { alloc } from "../abi/memory";
import { reach } from "../abi/memory";
import * as input from "../abi/input";
import { beginRecords, endRecords, putRecord, RECORD_OVERHEAD } from "../abi/output";

const VALUE: i32 = 12;
const MALFORMED: i32 = -1;
const NO_ROOM: i32 = -2;

export function array_map(at: usize, length: i32, version: i32): i32 {
  if (!input.openInput(at, length, version)) return MALFORMED;
  const value = (at + <usize>length + 15) & ~(<usize>15);
  const start = value + 16;
  const count = input.recordCount;
  if (!reach(start + 8 + <usize>count * (RECORD_OVERHEAD + <usize>VALUE))) return NO_ROOM;

  store<i64>(value, input.baseOffset);
  store<u32>(value, <u32>count, 8);
  let end = beginRecords(start, count);
  for (let i = 0; i < count; i++) end = putRecord(end, value, VALUE);
  endRecords(start, end);
  return 1;
}
