/**
 * A batch through the judge of its topic: in an SPU (`mapBatch`), or in Node over records that lie there already
 * (`judgeRecords`). In an SPU it goes out at once, or is held back (held.ts) until there is enough for one value; what
 * cannot be put behind the batches that are held is a value of its own, behind theirs.
 *
 * When the dictionary is full in the middle of a batch it is emptied and the batch begun anew, once; a batch that by
 * itself has more texts than fit has records deferred from there on.
 */
import { answerAgain, forgetAnswered, HOLD_RECORDS, mayHold, rememberAnswered } from "../abi/hold";
import * as input from "../abi/input";
import { reach } from "../abi/memory";
import * as output from "../abi/output";
import { HEADER, putAnswer } from "./answer";
import * as dictionary from "./dictionary";
import { openIds } from "./event-id";
import * as held from "./held";
import { SLACK } from "./memory";
import { ENTRY_BYTES, openRaw } from "./raw-records";
import * as rows from "./rows";
import { beginTexts, firstCode, firstText, wasEmptied } from "./step";
import { Judge, takeGiven, takeStored } from "./take";

const MALFORMED: i32 = -1;
const NO_ROOM: i32 = -2;

// Where the parts of the work on a batch that is not held lie.
let others: usize = 0;
let out: usize = 0;

/** The `array_map` of a columns module. */
export function mapBatch(at: usize, length: i32, version: i32, judge: Judge): i32 {
  if (!input.openInput(at, length, version)) return refuse(MALFORMED);
  if (answerAgain(length)) return 1;
  const isHeld = held.rows != 0 || mayHold() ? hold(at, length, version, judge) : 0;
  if (isHeld < 0) return refuse(MALFORMED);
  if (isHeld == 0) {
    const status = answerAlone(at, length, version, judge);
    if (status < 0) return refuse(status);
  }
  rememberAnswered(length);
  return 1;
}

/** Takes the batch in hand to those that are held, and answers for them if that is enough. As held.takeIn. */
function hold(at: usize, length: i32, version: i32, judge: Judge): i32 {
  if (!held.isNext(length)) return 0;
  const status = held.takeIn(at, length, version, judge);
  if (status == 1) {
    if (mayHold() && held.rows < HOLD_RECORDS) output.emitNothing(held.nothingAt());
    else output.emitValue(held.answerAt(), held.putHeld());
  }
  if (status == 0) input.openInput(at, length, version);
  return status;
}

/** The batch in hand is a value of its own; what is held goes before it. */
function answerAlone(at: usize, length: i32, version: i32, judge: Judge): i32 {
  const before = held.rows == 0 ? 0 : held.putHeld();
  const count = <usize>input.recordCount;
  if (!openWork(at + <usize>length, count, <usize>length)) return NO_ROOM;
  begin(count, false);
  if (!takeStored(judge, 0, input.baseTimestamp)) return MALFORMED;
  if (dictionary.isFull && !wasEmptied) {
    input.openInput(at, length, version);
    begin(count, true);
    takeStored(judge, 0, input.baseTimestamp);
  }
  const base = input.baseTimestamp <= 0 ? NaN : <f64>input.baseTimestamp;
  const end = out + HEADER + rows.columnBytes(count);
  const own = putAnswer(out, end, false, count, input.baseOffset, base, wasEmptied, firstCode, firstText, others);
  if (before == 0) {
    output.emitValue(out, own);
    return 1;
  }
  const list = out + <usize>own;
  if (!reach(list + <usize>(before + own) + 4 * output.RECORD_OVERHEAD)) return NO_ROOM;
  let next = output.beginRecords(list, 2);
  next = output.putRecord(next, held.answerAt(), before);
  next = output.putRecord(next, out, own);
  output.endRecords(list, next);
  return 1;
}

/** What was held or begun is in no answer, and what was answered is not to be said again. */
function refuse(status: i32): i32 {
  held.drop();
  forgetAnswered();
  return status;
}

/**
 * The same for `count` records at `at`: f64 timestamp[count], u32 start[count] and u32 end[count] of the values, counted
 * from the `bytes` bytes that follow. Returns where the answer lies; its raw records have no bytes. The base offset is 0,
 * and timestamps have no column.
 */
export function judgeRecords(at: usize, count: i32, bytes: i32, judge: Judge): i32 {
  const columns = <usize>count * 16;
  if (!openWork(at + columns + <usize>bytes, <usize>count, <usize>bytes)) return NO_ROOM;
  begin(<usize>count, false);
  takeGiven(judge, at, <usize>count);
  if (dictionary.isFull && !wasEmptied) {
    begin(<usize>count, true);
    takeGiven(judge, at, <usize>count);
  }
  const end = out + HEADER + rows.columnBytes(<usize>count);
  putAnswer(out, end, false, <usize>count, 0, NaN, wasEmptied, firstCode, firstText, others);
  return <i32>out;
}

/** Lays out `[list of raw records | other ids | answer]` behind the input, of which `length` bytes are values. */
function openWork(end: usize, count: usize, length: usize): bool {
  const list = (end + SLACK + 15) & ~(<usize>15);
  others = list + count * ENTRY_BYTES;
  out = (others + length + count + output.HEADROOM + 15) & ~(<usize>15);
  const answer = HEADER + rows.columnBytes(count) + count * (ENTRY_BYTES + 32) + 4 * length;
  return reach(out + answer + output.TAILROOM + SLACK);
}

function begin(count: usize, empties: bool): void {
  beginTexts(empties);
  openIds(others, wasEmptied);
  openRaw(others - count * ENTRY_BYTES, 0);
  rows.openRows(out + HEADER, count);
}
