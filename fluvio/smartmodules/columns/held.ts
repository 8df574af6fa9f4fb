/**
 * Stored batches that are held back, to go out as one value: their rows in columns with room to spare, their other ids, and
 * copies of the raw records that may have to go out. All of it has its bounds (limits.ts): `isNext` says when a batch
 * would pass them.
 */
import * as input from "../abi/input";
import { HEADROOM } from "../abi/output";
import { HEADER, putAnswer } from "./answer";
import * as dictionary from "./dictionary";
import { dropIdsFrom, openIds, othersEnd } from "./event-id";
import { HELD_BYTES, HELD_ROW_BYTES, HELD_ROWS, RAW_TAIL } from "./limits";
import { heldAt } from "./memory";
import { dropRawFrom, dropTailsBefore, ENTRY_BYTES, keptEnd, openRaw, rawCount } from "./raw-records";
import { openRows, putNarrow, rowBytes } from "./rows";
import { beginTexts, firstCode, firstText, loseStep, wasEmptied } from "./step";
import { Judge, takeStored } from "./take";

/** How far the timestamps of held batches may be apart, ms: the records' differences are i32. */
const FAR: i64 = 1 << 30;
/** Of an id of no form, with its length. */
const ID_BYTES: usize = 66;

/** How many records are held. */
export let rows: usize = 0;
let baseOffset: i64 = 0;
let baseTimestamp: i64 = 0;

/** For an answer of no records, which is small. */
export function nothingAt(): usize {
  return heldAt();
}

/** Where the answer lies that `putHeld` writes. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function answerAt(): usize {
  return (rowsAt() + HELD_ROWS * HELD_ROW_BYTES + HEADROOM + 15) & ~(<usize>15);
}

/** Whether the batch in hand, of `length` bytes, can be held, and behind those that are. */
export function isNext(length: i32): bool {
  const count = <usize>input.recordCount;
  if (rows + count > HELD_ROWS || length > <i32>HELD_BYTES || rowBytes() > HELD_ROW_BYTES) return false;
  if (rows == 0) return true;
  if (input.baseOffset != baseOffset + <i64>rows || input.baseTimestamp <= 0 != baseTimestamp <= 0) return false;
  const apart = baseTimestamp <= 0 ? 0 : input.baseTimestamp - baseTimestamp;
  const newBytes = dictionary.textEnd - firstText;
  const kept = keptEnd - keptAt();
  const most = HELD_BYTES - <usize>length;
  return apart > -FAR && apart < FAR && newBytes <= most && kept <= most;
}

/** Takes the batch in hand in: 1. 0: its texts have no room beside those of the others, and it is not taken. -1: it is no batch. */
export function takeIn(at: usize, length: i32, version: i32, judge: Judge): i32 {
  if (rows == 0) begin(false);
  else dictionary.clearFull();
  const raws = rawCount;
  const ids = othersEnd;
  if (!takeStored(judge, <i32>rows, baseTimestamp)) return -1;
  if (dictionary.isFull && rows != 0) {
    dropRawFrom(raws);
    dropIdsFrom(ids);
    return 0;
  }
  if (dictionary.isFull && !wasEmptied) {
    input.openInput(at, length, version);
    begin(true);
    takeStored(judge, 0, baseTimestamp);
  }
  rows += <usize>input.recordCount;
  return 1;
}

/** Writes what is held as an answer, and holds it no more. Returns its length. */
export function putHeld(): i32 {
  const out = answerAt();
  const end = putNarrow(rowsAt(), HELD_ROWS, out + HEADER, rows);
  dropTailsBefore(<u32>max(0, <i32>rows - RAW_TAIL));
  const base = baseTimestamp <= 0 ? NaN : <f64>baseTimestamp;
  const length = putAnswer(out, end, true, rows, baseOffset, base, wasEmptied, firstCode, firstText, othersAt());
  rows = 0;
  return length;
}

/** Gives up what is held: its answer will not be given. */
export function drop(): void {
  rows = 0;
  loseStep();
}

function begin(empties: bool): void {
  baseOffset = input.baseOffset;
  baseTimestamp = input.baseTimestamp;
  beginTexts(empties);
  openIds(othersAt(), wasEmptied);
  openRaw(listAt(), keptAt());
  openRows(rowsAt(), HELD_ROWS);
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function listAt(): usize {
  return heldAt() + 16;
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function keptAt(): usize {
  return listAt() + HELD_ROWS * ENTRY_BYTES;
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function othersAt(): usize {
  return keptAt() + HELD_BYTES;
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function rowsAt(): usize {
  return (othersAt() + HELD_ROWS * ID_BYTES + 15) & ~(<usize>15);
}
