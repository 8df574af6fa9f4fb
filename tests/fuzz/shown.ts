/** Values from strangers, for a terminal. */
import type { PlainRecord } from '../support/record-batch.js';

/** Characters of a value that are shown. */
const LONGEST = 600;

/** A record's value, byte by byte where it is not ASCII, and its time. */
export function shown({ value, timestamp }: PlainRecord): string {
  const text = plain(JSON.stringify(Buffer.from(value).toString('latin1')));
  const cut = text.length > LONGEST ? `${text.slice(0, LONGEST)}… (${value.length} bytes)` : text;
  return `${cut} at ${timestamp ?? 'no time'}`;
}

/** With nothing in it that a terminal would act on. */
export function plain(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
