/**
 * Ids of events. Those of the form SOURCE-NUMBER, `^([A-Za-z][A-Za-z0-9_.]{0,40})-(0|[1-9][0-9]{0,14})$`, become the code
 * of the source and a number; any other is kept as it is.
 */
import { codeOf } from "./dictionary";
import { numberEnd, readWhole } from "./number";
import { putId } from "./rows";
import { firstBytes, QUOTE, scanText } from "./text";

const HYPHEN: u8 = 0x2d;
const LONGEST_SOURCE: usize = 41;
const LONGEST_ID: u32 = 64;

// The source of the id before, with its hyphen, and zeros: mostly the next one has the same.
const source = memory.data(64);
let sourceLength: usize = 0;
let sourceCode: i32 = 0;

/** Where ids of no form are collected: u8 length and bytes of each. */
let othersAt: usize = 0;
export let othersEnd: usize = 0;

/** Before each batch, with room at `at` for all its ids; codes of before mean nothing once the dictionary was emptied. */
export function openIds(at: usize, areCodesNew: bool): void {
  othersAt = at;
  othersEnd = at;
  if (areCodesNew) sourceLength = 0;
}

/** Forgets the ids of no form from `end` on. */
export function dropIdsFrom(end: usize): void {
  othersEnd = end;
}

/** Takes the id whose first byte is at `at`; returns where its string ends, behind the quote, or 0. */
export function takeId(at: usize): usize {
  if (sourceLength != 0 && isLastSource(at)) {
    const number = readWhole(at + sourceLength);
    if (number >= 0 && load<u8>(numberEnd) == QUOTE) {
      putId(sourceCode, <f64>number);
      return numberEnd + 1;
    }
  }
  const length = <usize>scanText(at, LONGEST_ID);
  if (length == 0) return 0;
  const end = at + length;
  const hyphen = endOfSource(at);
  const number = hyphen > at && load<u8>(hyphen) == HYPHEN ? readWhole(hyphen + 1) : -1;
  if (number < 0 || numberEnd != end) return takeOther(at, end);

  const code = codeOf(at, <u32>(hyphen - at));
  if (code < 0) return 0;
  sourceLength = hyphen + 1 - at;
  memory.fill(source, 0, 64);
  memory.copy(source, at, sourceLength);
  sourceCode = code;
  putId(code, <f64>number);
  return end + 1;
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function isLastSource(at: usize): bool {
  let place: usize = 0;
  for (; place + 16 < sourceLength; place += 16) {
    if (v128.any_true(v128.xor(v128.load(at + place), v128.load(source + place)))) return false;
  }
  return !v128.any_true(v128.xor(firstBytes(at + place, sourceLength - place), v128.load(source + place)));
}

function takeOther(at: usize, end: usize): usize {
  putId(-2 - <i32>(othersEnd - othersAt), NaN);
  const length = end - at;
  store<u8>(othersEnd, <u8>length);
  memory.copy(othersEnd + 1, at, length);
  othersEnd += length + 1;
  return end + 1;
}

/** Where letters, digits, `_` and `.` that began with a letter end; `at` when there are none, or too many. */
function endOfSource(at: usize): usize {
  const start = at;
  if (<u32>(load<u8>(at) | 0x20) - 97 > 25) return start;
  while (isSourceByte(<u32>load<u8>(++at))) {
    if (at - start >= LONGEST_SOURCE) return start;
  }
  return at;
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function isSourceByte(byte: u32): bool {
  return (byte | 0x20) - 97 <= 25 || byte - 48 <= 9 || byte == 0x5f || byte == 0x2e;
}
