/**
 * Event times: `YYYY-MM-DDTHH:MM:SS[.d{1,9}](Z|±HH:MM)`, stricter than JSON Schema's `date-time`
 * (docs/data-dictionary.md). Read once for every event, hence by character codes: no regular expression, no Date, no
 * substring.
 */

/** 9999-12-31T23:59:59.999Z, the last instant an event may have. */
export const LATEST_TIME = 253_402_300_799_999;

const DAY_MS = 86_400_000;
const LAST_MINUTE_OF_DAY = 23 * 60 + 59;

const ZERO = 48;
const PLUS = 43;
const MINUS = 45;
const POINT = 46;
const COLON = 58;
const CAPITAL_T = 84;
const CAPITAL_Z = 90;

/** Days before each month of a year that starts in March, so that a leap day comes last. */
const DAYS_BEFORE_MONTH = [306, 337, 0, 31, 61, 92, 122, 153, 184, 214, 245, 275];
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * The instant in ms since 1970, or NaN when `text` is not of the grammar, not a real date, or not from 1970 to 9999.
 * Digits beyond milliseconds are cut before the range is checked. `:60` is read where UTC's time of day is 23:59:60, on
 * any date: it counts as the next minute's .000, whatever its fraction.
 */
export function parseTimestamp(text: string): number {
  const length = text.length;
  if (length < 20 || length > 35) return NaN;

  const year = two(text, 0) * 100 + two(text, 2);
  const month = two(text, 5);
  const day = two(text, 8);
  const hour = two(text, 11);
  const minute = two(text, 14);
  const second = two(text, 17);
  // A digit that is none makes NaN, and NaN fails every comparison written this way round.
  if (!(year >= 0 && hour <= 23 && minute <= 59 && second <= 60)) return NaN;
  if (text.charCodeAt(4) !== MINUS || text.charCodeAt(7) !== MINUS || text.charCodeAt(10) !== CAPITAL_T)
    return NaN;
  if (text.charCodeAt(13) !== COLON || text.charCodeAt(16) !== COLON) return NaN;
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month))) return NaN;

  let at = 19;
  let millis = 0;
  if (text.charCodeAt(at) === POINT) {
    const first = ++at;
    let weight = 100;
    for (; at < length; at++) {
      const digit = text.charCodeAt(at) - ZERO;
      if (!(digit >= 0 && digit <= 9)) break;
      if (weight >= 1) millis += digit * weight;
      weight /= 10;
    }
    if (at === first || at > first + 9) return NaN;
  }

  // NaN from here on makes NaN of everything that follows.
  const offset = offsetMinutes(text, at);
  const utcMinute = hour * 60 + minute - offset;
  if (second === 60) {
    if ((utcMinute + 1440) % 1440 !== LAST_MINUTE_OF_DAY) return NaN;
    millis = 0;
  }
  const time = daysSince1970(year, month, day) * DAY_MS + utcMinute * 60_000 + second * 1000 + millis;
  return time >= 0 && time <= LATEST_TIME ? time : NaN;
}

/** The two digits at `at` as a number, or NaN. */
function two(text: string, at: number): number {
  const tens = text.charCodeAt(at) - ZERO;
  const ones = text.charCodeAt(at + 1) - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NaN;
}

/** What ends the text from `at` on: `Z` or `±HH:MM`, in minutes east of UTC; NaN when it is neither. */
function offsetMinutes(text: string, at: number): number {
  const sign = text.charCodeAt(at);
  if (sign === CAPITAL_Z) return text.length === at + 1 ? 0 : NaN;
  if (text.length !== at + 6 || (sign !== PLUS && sign !== MINUS) || text.charCodeAt(at + 3) !== COLON)
    return NaN;
  const hours = two(text, at + 1);
  const minutes = two(text, at + 4);
  if (!(hours <= 23 && minutes <= 59)) return NaN;
  return sign === PLUS ? hours * 60 + minutes : -(hours * 60 + minutes);
}

function daysInMonth(year: number, month: number): number {
  if (month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)) return 29;
  return DAYS_IN_MONTH[month - 1] as number;
}

/** Days of the proleptic Gregorian calendar; negative before 1970. */
function daysSince1970(year: number, month: number, day: number): number {
  const marchYear = month <= 2 ? year - 1 : year;
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return marchYear * 365 + leapDays + (DAYS_BEFORE_MONTH[month - 1] as number) + day - 719_469;
}
