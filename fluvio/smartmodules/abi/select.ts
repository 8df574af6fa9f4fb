/**
 * The work of a `filter` and of a `filter_map`, so that a module is left with what it decides.
 *
 *     export function filter(at: usize, length: i32, version: i32): i32 {
 *       return filterRecords(at, length, version, (value, length) => length > 100);
 *     }
 *
 * What goes out is records with the key, the time and the attributes they had. A consumer numbers them `base of the
 * batch + index`, so their offsets are lost; the Node client shows nobody the time either. Where it sets the parameter
 * `output` to `envelope`, one record a batch goes out instead, in the layout of envelope.ts, with all of that.
 */
import { emitEnvelope } from "./envelope";
import * as input from "./input";
import { reach } from "./memory";
import { beginRecords, endRecords, putRecordLike } from "./output";
import { complain, isParameter, textParameter } from "./parameters";
import { DECODING_RECORDS, ENCODING_OUTPUT } from "./status";

/** Says of the value in `[at, at + length)` whether its record is selected. */
export type Selects = (at: usize, length: i32) => bool;
/** Writes to `out` what becomes of a value, and returns its length; negative: the record is not selected. */
export type Makes = (at: usize, length: i32, out: usize) => i32;

const OUTPUT = "parameter output=records~~~~~~~~;";
/** Bytes of a record besides key and value, and of the count and the error around all. */
const AROUND: usize = 64;

let asEnvelope: bool = false;
let selects: Selects = selectsNothing;
let makes: Makes = makesNothing;

/** To be called by `init`, between openParameters and closeParameters. */
export function outputParameter(): void {
  textParameter(OUTPUT);
  asEnvelope = isParameter("envelope");
  if (!asEnvelope && !isParameter("records")) complain(OUTPUT, " is records or envelope.");
}

/** Hands over the records of a batch that `selected` says yes to. */
export function filterRecords(at: usize, length: i32, version: i32, selected: Selects): i32 {
  selects = selected;
  if (asEnvelope) return emitEnvelope(at, length, version, takeSelected, 0);
  if (!input.openInput(at, length, version)) return DECODING_RECORDS;
  const start = at + <usize>length;
  if (!reach(start + <usize>length + AROUND)) return ENCODING_OUTPUT;
  let end = start + 4;
  let count = 0;
  for (let i = 0; i < input.recordCount; i++) {
    if (!input.nextRecord()) return DECODING_RECORDS;
    if (!selected(input.valueAt, input.valueLength)) continue;
    const bytes = input.recordEnd - input.recordAt;
    memory.copy(end, input.recordAt, bytes);
    end += bytes;
    count++;
  }
  return finish(start, end, count);
}

/**
 * Hands over what `made` makes of the values of a batch. It may write as many bytes as the value has, and `growth` more.
 */
export function filterMapRecords(at: usize, length: i32, version: i32, made: Makes, growth: i32): i32 {
  makes = made;
  if (asEnvelope) return emitEnvelope(at, length, version, takeMade, growth);
  if (!input.openInput(at, length, version)) return DECODING_RECORDS;
  const start = at + <usize>length;
  let end = start + 4;
  let count = 0;
  for (let i = 0; i < input.recordCount; i++) {
    if (!input.nextRecord()) return DECODING_RECORDS;
    const value = end + AROUND + <usize>input.keyLength;
    if (!reach(value + <usize>(input.valueLength + growth) + AROUND)) return ENCODING_OUTPUT;
    const bytes = made(input.valueAt, input.valueLength, value);
    if (bytes < 0) continue;
    end = putRecordLike(end, value, bytes);
    count++;
  }
  if (!reach(end + AROUND)) return ENCODING_OUTPUT;
  return finish(start, end, count);
}

function finish(start: usize, end: usize, count: i32): i32 {
  beginRecords(start, count);
  endRecords(start, end);
  return count;
}

function takeSelected(out: usize): i32 {
  if (!selects(input.valueAt, input.valueLength)) return -1;
  memory.copy(out, input.valueAt, <usize>input.valueLength);
  return input.valueLength;
}

function takeMade(out: usize): i32 {
  return makes(input.valueAt, input.valueLength, out);
}

function selectsNothing(_at: usize, _length: i32): bool {
  return false;
}

function makesNothing(_at: usize, _length: i32, _out: usize): i32 {
  return -1;
}
