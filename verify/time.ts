export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const DAY = 24 * 60 * MINUTE;

/** 9999-12-31T23:59:59.999Z. */
export const LAST_INSTANT = 253_402_300_799_999;

const GRAMMAR =
  /^([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]{1,9}))?(?:Z|([+-])([0-9]{2}):([0-9]{2}))$/;

/** The instant in ms since 1970 of a `timestamp` string, or null when it is not one. */
export function parseTimestamp(text: unknown): number | null {
  if (typeof text !== 'string') return null;
  const match = GRAMMAR.exec(text);
  if (match === null) return null;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const offsetHour = Number(match[9] ?? 0);
  const offsetMinute = Number(match[10] ?? 0);
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  if (hour > 23 || minute > 59 || second > 60 || offsetHour > 23 || offsetMinute > 59) return null;

  const offset = (offsetHour * 60 + offsetMinute) * (match[8] === '-' ? -1 : 1);
  const utcMinute = (daysSince1970(year, month, day) * 24 + hour) * 60 + minute - offset;
  const millis = Number((match[7] ?? '').padEnd(3, '0').slice(0, 3));
  const leap = second === 60;
  // A leap second may stand only at the end of a UTC day; it counts as the next minute's first instant.
  if (leap && (((utcMinute + 1) % 1440) + 1440) % 1440 !== 0) return null;
  const instant = leap ? (utcMinute + 1) * MINUTE : utcMinute * MINUTE + second * SECOND + millis;
  return inRange(instant) ? instant : null;
}

/** The instant of a `combat-events` timestamp, which is a number of ms. */
export function parseMillis(value: unknown): number | null {
  return typeof value === 'number' && Number.isInteger(value) && inRange(value) ? value + 0 : null;
}

function inRange(instant: number): boolean {
  return instant >= 0 && instant <= LAST_INSTANT;
}

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function daysSince1970(year: number, month: number, day: number): number {
  // Days before a year, counted from year 1; year 0 and the leap days come out right because of floor.
  const before = (y: number) =>
    (y - 1) * 365 + Math.floor((y - 1) / 4) - Math.floor((y - 1) / 100) + Math.floor((y - 1) / 400);
  let days = before(year) - before(1970) + day - 1;
  for (let earlier = 1; earlier < month; earlier++) days += daysInMonth(year, earlier);
  return days;
}

/** The start of the tumbling window of this size, aligned to 1970, that holds the instant. */
export function windowStart(time: number, size: number): number {
  return Math.floor(time / size) * size;
}

/** ISO 8601 with milliseconds and `Z`; past 9999 with a sign and six digits. */
export function isoTime(time: number): string {
  return new Date(time).toISOString();
}

/** The UTC day of an instant, `2024-11-12`. */
export function isoDay(time: number): string {
  return isoTime(time).slice(0, 10);
}
