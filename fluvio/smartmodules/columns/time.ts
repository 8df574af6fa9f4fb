/**
 * Event times, as schemas/timestamp.ts has them: `YYYY-MM-DDTHH:MM:SS[.d{1,9}](Z|±HH:MM)`. `:60` is left to others. The
 * day is read only when it is another than the last time.
 */

/** Where what was read ends. */
export let timeEnd: usize = 0;

/** 9999-12-31T23:59:59.999Z. */
export const LATEST: i64 = 253402300799999;

const DAY_MS: i64 = 86400000;
const POINT: u8 = 0x2e;
const CAPITAL_Z: u8 = 0x5a;
const PLUS: u8 = 0x2b;
const MINUS: u8 = 0x2d;
const COLON: u8 = 0x3a;

/** `00:00:00`; what is left of a time of day when this is taken away are digits by their value. */
const CLOCK: u64 = 0x30303a30303a3030;
/** `.000Z`. */
const MILLIS: u64 = 0x5a3030302e;

// The date read last, with its T: bytes 0 to 7 and 7 to 10; and when that day begins.
// At first none: the two share a byte, which cannot be 0 and 1.
let dateHead: u64 = 0;
let dateTail: u32 = 1;
let dayStart: i64 = 0;

/** The instant in ms since 1970 of the time at `at`, or -1. */
export function readTime(at: usize): i64 {
  const head = load<u64>(at);
  const tail = load<u32>(at, 7);
  if (head != dateHead || tail != dateTail) {
    const start = readDay(at);
    if (start == NO_DAY) return -1;
    dateHead = head;
    dateTail = tail;
    dayStart = start;
  }
  const clock = load<u64>(at, 11) ^ CLOCK;
  if (((clock & 0xf0f0fff0f0fff0f0) | ((clock + 0x0606060606060606) & 0xf0f0f0f0f0f0f0f0)) != 0) return -1;
  const pairs = clock * 10 + (clock >> 8);
  const hour = <u32>pairs & 0xff;
  const minute = <u32>(pairs >> 24) & 0xff;
  const second = <u32>(pairs >> 48) & 0xff;
  if (hour > 23 || minute > 59 || second > 59) return -1;
  let time = dayStart + <i64>(((hour * 60 + minute) * 60 + second) * 1000);
  at += 19;
  // `.ddd` and Z, what nearly all end with: the bytes of digits are then their worth, the others 0.
  const ending = (load<u64>(at) ^ MILLIS) & 0xffffffffff;
  if (((ending | (ending + 0x0006060600)) & 0xfff0f0f0ff) == 0) {
    timeEnd = at + 5;
    const millis = (<u32>(ending >> 8) & 15) * 100 + (<u32>(ending >> 16) & 15) * 10 + <u32>(ending >> 24);
    return inRange(time + <i64>millis);
  }
  if (load<u8>(at) == POINT) {
    time += <i64>readFraction(at + 1);
    at = timeEnd;
    if (at == 0) return -1;
  }
  if (load<u8>(at) == CAPITAL_Z) timeEnd = at + 1;
  else {
    const offset = readOffset(at);
    if (offset == NO_OFFSET) return -1;
    time -= <i64>offset * 60000;
    timeEnd = at + 6;
  }
  return inRange(time);
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function inRange(time: i64): i64 {
  return time >= 0 && time <= LATEST ? time : -1;
}

/** One to nine digits; those beyond ms are cut. Sets `timeEnd`, to 0 when it is none. */
function readFraction(at: usize): u32 {
  const start = at;
  let millis: u32 = 0;
  let weight: u32 = 100;
  for (;;) {
    const digit = <u32>load<u8>(at) - 48;
    if (digit > 9 || at - start > 9) break;
    millis += digit * weight;
    weight /= 10;
    at++;
  }
  timeEnd = at == start || at - start > 9 ? 0 : at;
  return millis;
}

const NO_DAY: i64 = i64.MIN_VALUE;

/** When the day of `YYYY-MM-DDT` begins. */
function readDay(at: usize): i64 {
  if (load<u8>(at, 4) != MINUS || load<u8>(at, 7) != MINUS || load<u8>(at, 10) != 0x54) return NO_DAY;
  const century = two(at);
  const rest = two(at + 2);
  const month = two(at + 5);
  const day = two(at + 8);
  if (century < 0 || rest < 0) return NO_DAY;
  const year = century * 100 + rest;
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return NO_DAY;
  // Years that begin in March: the leap day is then the last one, and months before it have a pattern of their own.
  const marchYear = month <= 2 ? year - 1 : year;
  const marchMonth = month <= 2 ? month + 9 : month - 3;
  const leapDays = floorDivision(marchYear, 4) - floorDivision(marchYear, 100) + floorDivision(marchYear, 400);
  return <i64>(marchYear * 365 + leapDays + (153 * marchMonth + 2) / 5 + day - 1 - 719468) * DAY_MS;
}

/** The year before 0000 is -1: its March is that of 0000-02. */
function floorDivision(year: i32, by: i32): i32 {
  return year < 0 ? -1 : year / by;
}

function daysIn(year: i32, month: i32): i32 {
  if (month == 2) return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

const NO_OFFSET: i32 = i32.MIN_VALUE;

/** Minutes east of UTC of `±HH:MM`. */
function readOffset(at: usize): i32 {
  const sign = load<u8>(at);
  if ((sign != PLUS && sign != MINUS) || load<u8>(at, 3) != COLON) return NO_OFFSET;
  const hours = two(at + 1);
  const minutes = two(at + 4);
  if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return NO_OFFSET;
  return sign == PLUS ? hours * 60 + minutes : -(hours * 60 + minutes);
}

/** Two digits as a number, or -1. */
function two(at: usize): i32 {
  const tens = <i32>load<u8>(at) - 48;
  const ones = <i32>load<u8>(at, 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
}
