/**
 * A batch through the judge of its topic: in an SPU (`mapBatch`), or in Node over records that lie there already
 * (`judgeRecords`). When the dictionary is full in the middle of a batch it is emptied and the batch begun anew, once; a
 * batch that by itself has more texts than fit has records deferred from there on.
 */
import * as input from "../abi/input";
import { reach } from "../abi/memory";
import { emitValue, HEADROOM, TAILROOM } from "../abi/output";
import { isInTime } from "./ahead";
import { HEADER, putAnswer } from "./answer";
import * as dictionary from "./dictionary";
import { openIds } from "./event-id";
import { MAX_VALUE_BYTES, RAW_TAIL } from "./limits";
import { SLACK } from "./memory";
import { addRaw, ENTRY_BYTES, openRaw } from "./raw-records";
import * as rows from "./rows";
import { valueHash } from "./value-hash";

/** Fills the current row from the value in `[at, end)`; returns the event's time, or -1 for what is not judged here. */
type Judge = (at: usize, end: usize) => i64;

const MALFORMED: i32 = -1;
const NO_ROOM: i32 = -2;

/** Whether the reader knows all texts: an answer that was begun and never given leaves the two out of step. */
let isInStep: bool = false;
let wasEmptied: bool = false;
let firstCode: u32 = 0;
let firstText: usize = 0;

// Where the parts of the work on a batch lie.
let others: usize = 0;
let out: usize = 0;

/** The `array_map` of a columns module. */
export function mapBatch(at: usize, length: i32, version: i32, judge: Judge): i32 {
  if (!input.openInput(at, length, version)) return MALFORMED;
  const count = <usize>input.recordCount;
  if (!openWork(at + <usize>length, count, <usize>length)) return NO_ROOM;
  begin(count, !isInStep);
  if (!takeStored(judge)) return MALFORMED;
  if (dictionary.isFull && !wasEmptied) {
    input.openInput(at, length, version);
    begin(count, true);
    takeStored(judge);
  }
  isInStep = true;
  const base = input.baseTimestamp <= 0 ? NaN : <f64>input.baseTimestamp;
  emitValue(out, putAnswer(out, count, input.baseOffset, base, wasEmptied, firstCode, firstText, others));
  return 1;
}

/**
 * The same for `count` records at `at`: f64 timestamp[count], u32 start[count] and u32 end[count] of the values, counted
 * from the `bytes` bytes that follow. Returns where the answer lies; its raw records have no bytes. The base offset is 0,
 * and timestamps have no column.
 */
export function judgeRecords(at: usize, count: i32, bytes: i32, judge: Judge): i32 {
  const columns = <usize>count * 16;
  if (!openWork(at + columns + <usize>bytes, <usize>count, <usize>bytes)) return NO_ROOM;
  begin(<usize>count, !isInStep);
  takeGiven(at, <usize>count, judge);
  if (dictionary.isFull && !wasEmptied) {
    begin(<usize>count, true);
    takeGiven(at, <usize>count, judge);
  }
  isInStep = true;
  putAnswer(out, <usize>count, 0, NaN, wasEmptied, firstCode, firstText, others);
  return <i32>out;
}

/** Lays out `[list of raw records | other ids | answer]` behind the input, of which `length` bytes are values. */
function openWork(end: usize, count: usize, length: usize): bool {
  const list = (end + SLACK + 15) & ~(<usize>15);
  others = list + count * ENTRY_BYTES;
  out = (others + length + count + HEADROOM + 15) & ~(<usize>15);
  const answer = HEADER + rows.columnBytes(count) + count * (ENTRY_BYTES + 32) + 4 * length;
  openRaw(list);
  return reach(out + answer + TAILROOM + SLACK);
}

function begin(count: usize, empties: bool): void {
  if (empties) dictionary.empty();
  dictionary.clearFull();
  isInStep = false;
  wasEmptied = empties;
  firstCode = dictionary.size;
  firstText = dictionary.textEnd;
  openIds(others, empties);
  openRaw(others - count * ENTRY_BYTES);
  rows.openRows(out + HEADER, count);
}

/** Each record of the stored batch; false when the bytes are none. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function takeStored(judge: Judge): bool {
  const count = input.recordCount;
  const base = input.baseTimestamp;
  for (let i = 0; i < count; i++) {
    if (!input.nextRecord()) return false;
    const time = input.recordTimestamp();
    const timestamp = time == -1 ? NaN : <f64>time;
    const difference = <i32>input.timestampDelta;
    rows.putTimestamp(difference);
    const isExact =
      base <= 0 || (<i64>difference == input.timestampDelta && <f64>base + <f64>difference == timestamp);
    const isJudged = takeValue(judge, input.valueAt, input.valueLength, timestamp) && isExact;
    if (!isJudged || i >= count - RAW_TAIL) {
      const keyLength = input.hasKey ? input.keyLength : -1;
      addRaw(i, !isJudged, timestamp, input.keyAt, keyLength, input.valueAt, <u32>input.valueLength);
    }
    rows.nextRow();
  }
  return true;
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function takeGiven(at: usize, count: usize, judge: Judge): void {
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
