/** One row of `game-flow score`; every rate is null where it would be a division by zero. */
export interface ScoreRow {
  readonly rule: string;
  readonly planted: number;
  readonly found: number;
  readonly recall: number | null;
  readonly flags: number;
  readonly right: number;
  readonly precision: number | null;
  readonly false_flags: number;
  /** Rules of fraud only. */
  readonly false_per_10000_purchases: number | null;
  /** Nearest rank, over the right flags. */
  readonly median_seconds: number | null;
  readonly p95_seconds: number | null;
  readonly withdrawn: number | null;
  /** Planted and found by how it was done. */
  readonly variants: Readonly<Record<string, { readonly planted: number; readonly found: number }>>;
  /** False flags by what lies behind them. */
  readonly false_causes: Readonly<Record<string, number>>;
}

/** The part of a row that every kind of finding has. */
export function rates(
  rule: string,
  planted: number,
  found: number,
  flags: number,
  right: number,
): Pick<ScoreRow, 'rule' | 'planted' | 'found' | 'recall' | 'flags' | 'right' | 'precision' | 'false_flags'> {
  return {
    rule,
    planted,
    found,
    recall: ratio(found, planted),
    flags,
    right,
    precision: ratio(right, flags),
    false_flags: flags - right,
  };
}

/** Counts by name, in order of the names. */
export function countBy(names: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Value number ⌈p·n/100⌉ of the sorted ones; null when there are none. */
export function nearestRank(values: readonly number[], percent: number): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil((percent * sorted.length) / 100) - 1] ?? null;
}

export function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
