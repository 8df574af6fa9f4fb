/** Times and durations. All times are UTC, whatever the browser's zone. */
import { NONE } from './numbers.js';

const options = { timeZone: 'UTC', hourCycle: 'h23' } as const;
const clockFormat = new Intl.DateTimeFormat('en-GB', {
  ...options,
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
const minuteFormat = new Intl.DateTimeFormat('en-GB', { ...options, hour: '2-digit', minute: '2-digit' });
const dayFormat = new Intl.DateTimeFormat('en-GB', { ...options, day: 'numeric', month: 'short' });
const dateFormat = new Intl.DateTimeFormat('en-GB', {
  ...options,
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
});

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** 13:05:09 */
export function clock(ms: number): string {
  return clockFormat.format(ms);
}

/** 13:05 */
export function minute(ms: number): string {
  return minuteFormat.format(ms);
}

/** 21 Nov */
export function day(ms: number): string {
  return dayFormat.format(ms);
}

/** Sat, 21 Nov 2026 */
export function date(ms: number): string {
  return dateFormat.format(ms);
}

/** 13:05 of today; 20 Nov 13:05 of another day. */
export function moment(iso: string, now: number): string {
  const ms = Date.parse(iso);
  return sameDay(ms, now) ? minute(ms) : `${day(ms)} ${minute(ms)}`;
}

/** The same with seconds. */
export function exactMoment(iso: string, now: number): string {
  const ms = Date.parse(iso);
  return sameDay(ms, now) ? clock(ms) : `${day(ms)} ${clock(ms)}`;
}

export function sameDay(a: number, b: number): boolean {
  return Math.floor(a / DAY) === Math.floor(b / DAY);
}

/** How long something takes or took: 45 s, 24 min, 2 h 05 min, 3 d 4 h. */
export function duration(seconds: number | null): string {
  if (seconds === null) return NONE;
  if (seconds < 60) return `${Math.floor(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} h ${String(minutes % 60).padStart(2, '0')} min`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}
