/** Counts of what came out. */
import type { Verdict } from './judged-log.js';

export class Tally {
  records = 0;
  /** Those whose value is a JSON text. */
  parsed = 0;
  /** Rows of figures that were compared. */
  rows = 0;
  readonly verdicts = new Map<string, number>();
  readonly reasons = new Map<string, number>();

  add(verdict: Verdict, reason: string | undefined, parsed: boolean): void {
    this.records++;
    if (parsed) this.parsed++;
    count(this.verdicts, verdict);

    if (reason !== undefined) count(this.reasons, reason);
  }

  addAll(other: Tally): void {
    this.records += other.records;
    this.parsed += other.parsed;
    this.rows += other.rows;
    for (const counts of ['verdicts', 'reasons'] as const) {
      for (const [name, times] of other[counts]) count(this[counts], name, times);
    }
  }

  share(count: number): string {
    return `${((100 * count) / Math.max(1, this.records)).toFixed(1)} %`;
  }

  lines(): string[] {
    const list = (counts: ReadonlyMap<string, number>) =>
      [...counts]
        .sort(([, a], [, b]) => b - a)
        .map(([name, times]) => `${name} ${times} (${this.share(times)})`)
        .join(', ');
    return [
      `${this.records} events, ${this.share(this.parsed)} of them JSON; ${this.rows} rows of figures compared`,
      `verdicts: ${list(this.verdicts)}`,
      `reasons: ${list(this.reasons)}`,
    ];
  }
}

function count(counts: Map<string, number>, name: string, times = 1): void {
  counts.set(name, (counts.get(name) ?? 0) + times);
}
