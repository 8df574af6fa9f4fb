/** Repeated measurements of one arm, and what they come to. */
import type { Measured } from './measure.js';

export interface Samples {
  readonly name: string;
  readonly measured: readonly Measured[];
}

/** Medians; undefined where the system did not tell, or where there is nothing to tell. */
export interface Summary {
  readonly name: string;
  /** Events a second. */
  readonly rate: number;
  /** From the slowest repeat to the fastest, as a share of the median rate; undefined of a single one. */
  readonly spread: number | undefined;
  /** CPU seconds for a million events. */
  readonly cpu: Each;
  /** Bytes. */
  readonly peak: Each;
}

export interface Each {
  readonly own: number | undefined;
  readonly native: number | undefined;
  readonly broker: number | undefined;
}

export function summary({ name, measured }: Samples): Summary {
  const rates = measured.map(({ events, seconds }) => events / seconds);
  const rate = median(rates)!;
  const perMillion = (who: keyof Each) =>
    median(measured.map(({ cpu, events }) => scaled(cpu[who], 1e6 / events)));
  const peak = (who: keyof Each) => median(measured.map((one) => one.peak[who]));
  return {
    name,
    rate,
    spread: rates.length > 1 ? (Math.max(...rates) - Math.min(...rates)) / rate : undefined,
    cpu: { own: perMillion('own'), native: perMillion('native'), broker: perMillion('broker') },
    peak: { own: peak('own'), native: peak('native'), broker: peak('broker') },
  };
}

function scaled(value: number | undefined, by: number): number | undefined {
  return value === undefined ? undefined : value * by;
}

/** Undefined as soon as one of them is. */
export function median(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value): value is number => value !== undefined);
  if (known.length === 0 || known.length < values.length) return undefined;
  known.sort((a, b) => a - b);
  const middle = known.length / 2;
  return known.length % 2 === 1 ? known[Math.floor(middle)]! : (known[middle - 1]! + known[middle]!) / 2;
}
