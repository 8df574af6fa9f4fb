/** Records through the judge of their topic, into rows (rows.ts) and the list of raw records (raw-records.ts). */
import * as input from "../abi/input";
import { isInTime } from "./ahead";
import { MAX_VALUE_BYTES, RAW_TAIL } from "./limits";
import { addRaw } from "./raw-records";
import * as rows from "./rows";
import { valueHash } from "./value-hash";

/** Fills the current row from the value in `[at, end)`; returns the event's time, or -1 for what is not judged here. */
export type Judge = (at: usize, end: usize) => i64;

/**
 * Each record of the stored batch, the first as row `row`; timestamps count from `base`, below or at 0: there are none.
 * False when the bytes are no batch.
 */
export function takeStored(judge: Judge, row: i32, base: i64): bool {
  const count = input.recordCount;
  const shift = base <= 0 ? 0 : input.baseTimestamp - base;
  for (let i = 0; i < count; i++) {
    if (!input.nextRecord()) return false;
    const time = input.recordTimestamp();
    const timestamp = time == -1 ? NaN : <f64>time;
    const exact = input.timestampDelta + shift;
    const difference = <i32>exact;
    rows.putTimestamp(difference);
    const isExact = base <= 0 || (<i64>difference == exact && <f64>base + <f64>difference == timestamp);
    const isJudged = takeValue(judge, input.valueAt, input.valueLength, timestamp) && isExact;
    if (!isJudged || i >= count - RAW_TAIL) {
      const keyLength = input.hasKey ? input.keyLength : -1;
      addRaw(row + i, !isJudged, timestamp, input.keyAt, keyLength, input.valueAt, <u32>input.valueLength);
    }
    rows.nextRow();
  }
  return true;
}

/** `count` records in the form that `judgeRecords` (batch.ts) describes. */
export function takeGiven(judge: Judge, at: usize, count: usize): void {
  const starts = at + count * 8;
  const ends = starts + count * 4;
  const values = ends + count * 4;
  for (let i: usize = 0; i < count; i++) {
    const start = load<u32>(starts + i * 4);
    const length = <i32>(load<u32>(ends + i * 4) - start);
    const timestamp = load<f64>(at + i * 8);
    if (!takeValue(judge, values + start, length, timestamp)) addRaw(<u32>i, true, timestamp, 0, -1, 0, 0);
    rows.nextRow();
  }
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function takeValue(judge: Judge, at: usize, length: i32, timestamp: f64): bool {
  rows.putHash(valueHash(at, <u32>length));
  if (length > MAX_VALUE_BYTES) return false;
  const time = <f64>judge(at, at + <usize>length);
  rows.putTime(time);
  return time >= 0 && isInTime(time, timestamp);
}
