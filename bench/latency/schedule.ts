/** When each event is meant to be sent, whatever becomes of those before it: an open loop. */

export interface Schedule {
  /** Of the first event, by `now()`. */
  readonly start: number;
  /** Events a second. */
  readonly rate: number;
}

/** Ms, by `now()`. @param i place of the event in the file */
export function intendedAt({ start, rate }: Schedule, i: number): number {
  return start + (i * 1000) / rate;
}

/** Ms from the intended send time. */
export interface Latency {
  readonly p50: number;
  readonly p99: number;
  readonly most: number;
}

/** Nearest ranks. @throws RangeError without any */
export function latencyOf(values: readonly number[]): Latency {
  if (values.length === 0) throw new RangeError('nothing was timed');
  const sorted = Float64Array.from(values).sort();
  const rank = (share: number) => sorted[Math.ceil(share * sorted.length) - 1]!;
  return { p50: rank(0.5), p99: rank(0.99), most: rank(1) };
}
