/** Numbers as people read them: thousands with commas, units, as many digits as matter. */

const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
const oneDecimal = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const twoDecimals = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const atMostOne = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 });
const millions = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** What is shown where there is no figure. */
export const NONE = '–';

/** 12,345; from ten million on 12.35 M. */
export function count(n: number): string {
  return Math.abs(n) >= 10_000_000 ? `${millions.format(n / 1e6)} M` : whole.format(n);
}

/** A rate: whole from 100 on, with one decimal below. */
export function rate(n: number): string {
  return n >= 100 ? count(n) : atMostOne.format(n);
}

const compact = new Intl.NumberFormat('en-GB', { notation: 'compact', maximumFractionDigits: 1 });

/** For the axis of a chart: 250, 1.5K, 3M. */
export function short(n: number): string {
  return compact.format(n);
}

/** A fraction from 0 to 1 as per cent: 32.9 %. */
export function percent(fraction: number | null): string {
  return fraction === null ? NONE : `${oneDecimal.format(fraction * 100)} %`;
}

/** A share that is often tiny: what is more than nothing never reads as nothing. */
export function smallPercent(fraction: number | null): string {
  if (fraction === null) return NONE;
  if (fraction > 0 && fraction < 0.0001) return '< 0.01 %';
  return `${twoDecimals.format(fraction * 100)} %`;
}

/** One decimal at the most: 72.6, 100. */
export function measure(n: number): string {
  return atMostOne.format(n);
}

/** Two decimals: 1.33. */
export function ratio(n: number): string {
  return twoDecimals.format(n);
}

/** What has grown against before: +12.3 %, −4.0 %; NONE where there is nothing to compare with. */
export function change(now: number | null, before: number | null): string {
  if (now === null || before === null || before === 0) return NONE;
  return signed((now / before - 1) * 100, '%');
}

/** By how much a share has grown, in percentage points: +1.2 pt, −0.3 pt. */
export function points(now: number | null, before: number | null): string {
  if (now === null || before === null) return NONE;
  return signed((now - before) * 100, 'pt');
}

function signed(by: number, unit: string): string {
  const text = oneDecimal.format(Math.abs(by));
  return `${text === '0.0' ? '' : by < 0 ? '−' : '+'}${text} ${unit}`;
}

/** `1 player`, `2 players`. */
export function plural(n: number, one: string, many = `${one}s`): string {
  return `${count(n)} ${n === 1 ? one : many}`;
}
