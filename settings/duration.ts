/** Lengths of time as people write them: `90s`, `30m`, `12h`, `7d`. */
const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

export type Unit = 'seconds' | 'minutes';

/** In seconds; NaN when the text is none, or nothing that a number holds exactly enough to count with. */
export function parseDuration(text: string): number {
  const match = /^(\d{1,12}(?:\.\d{1,6})?)([smhd])$/.exec(text.trim());
  return match === null ? Number.NaN : Number(match[1]) * SECONDS[match[2]!]!;
}

/** A text with a unit as a number of `unit`; anything else as it is. */
export function inUnit(value: unknown, unit: Unit): unknown {
  const seconds = typeof value === 'string' ? parseDuration(value) : Number.NaN;
  if (Number.isNaN(seconds)) return value;
  return unit === 'seconds' ? seconds : seconds / 60;
}
