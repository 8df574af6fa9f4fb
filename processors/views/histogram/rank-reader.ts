/** Reads nearest ranks off a histogram: four steps of at most 1024 rows a scope, then the values of one bucket. */
import type { Db } from '../../store/open.js';
import { unpackInto, WIDTH } from './packed-counts.js';
import { type HistogramShape, LEAF, type Scope, SHIFTS, scopeCondition } from './rank-histogram.js';

export interface RankReader {
  /** How many values the scopes have together. */
  count(scopes: readonly Scope[]): number;
  /** Value number ⌈percent·n/100⌉ of the n values of all the scopes together; null when there are none. */
  nearestRank(scopes: readonly Scope[], percent: number): number | null;
}

export function rankReader(db: Db, shape: HistogramShape): RankReader {
  const counted = db
    .prepare(
      `SELECT bucket, count FROM ${shape.name}
       WHERE ${scopeCondition(shape)} AND shift = ? AND bucket >= ? AND bucket < ? ORDER BY bucket`,
    )
    .raw();
  const packed = db
    .prepare(`SELECT packed FROM ${shape.name} WHERE ${scopeCondition(shape)} AND shift = ? AND bucket = ?`)
    .pluck();

  const level = (scopes: readonly Scope[], shift: number, from: number, to: number): Count[] => {
    const all = scopes.map((scope) => counted.all(...scope, shift, from, to) as Count[]);
    return all.length === 1 ? all[0]! : added(all.flat());
  };
  const root = (scopes: readonly Scope[]) => level(scopes, SHIFTS[0], 0, Number.MAX_SAFE_INTEGER);

  return {
    count: (scopes) => total(root(scopes)),
    nearestRank(scopes, percent) {
      let rows = root(scopes);
      let rank = Math.ceil((percent * total(rows)) / 100);
      if (rank < 1) return null;
      let at = located(rows, rank);
      for (const shift of SHIFTS.slice(1)) {
        rank -= at.before;
        rows = level(scopes, shift, at.bucket * WIDTH, (at.bucket + 1) * WIDTH);
        at = located(rows, rank);
      }
      const counts = new Float64Array(WIDTH);
      for (const scope of scopes) {
        const bytes = packed.get(...scope, LEAF, at.bucket) as Uint8Array | undefined;
        if (bytes !== undefined) unpackInto(counts, bytes);
      }
      const values = Array.from(counts, (count, offset): Count => [at.bucket * WIDTH + offset, count]);
      return located(values, rank - at.before).bucket;
    },
  };
}

/** Bucket (or value) and how many values it has. */
type Count = [bucket: number, count: number];

/** The bucket with value number `rank`, from 1, and how many values come before it. */
function located(counts: readonly Count[], rank: number): { bucket: number; before: number } {
  let before = 0;
  for (const [bucket, count] of counts) {
    if (before + count >= rank) return { bucket, before };
    before += count;
  }
  throw new RangeError(`no value number ${rank} among ${before}`);
}

function total(counts: readonly Count[]): number {
  return counts.reduce((sum, [, count]) => sum + count, 0);
}

/** Counts of the same buckets added, in order of the buckets. */
function added(counts: readonly Count[]): Count[] {
  const sums = new Map<number, number>();
  for (const [bucket, count] of counts) sums.set(bucket, (sums.get(bucket) ?? 0) + count);
  return [...sums].sort(([a], [b]) => a - b);
}
