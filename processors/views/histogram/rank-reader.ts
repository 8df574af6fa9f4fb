/** Reads nearest ranks off a histogram: a step for each shift, then the values of one bucket. */
import type { Db } from '../../store/open.js';
import { unpackInto, WIDTH } from './packed-counts.js';
import { type HistogramShape, LEAF, type Scope, SHIFTS } from './rank-histogram.js';

export interface RankReader {
  /** Value number ⌈percent·n/100⌉ of the n values of all the scopes together; null when there are none. */
  nearestRank(scopes: readonly Scope[], percent: number): number | null;
  /** Several of them; what they have in common is read once. */
  nearestRanks(scopes: readonly Scope[], percents: readonly number[]): (number | null)[];
}

export function rankReader(db: Db, shape: HistogramShape): RankReader {
  const scoped = scopedTable(shape);
  const counted = db
    .prepare(
      `SELECT bucket, sum(count) FROM ${scoped} WHERE shift = ? AND bucket >= ? AND bucket < ?
       GROUP BY bucket ORDER BY bucket`,
    )
    .raw();
  const packed = db.prepare(`SELECT packed FROM ${scoped} WHERE shift = ${LEAF} AND bucket = ?`).pluck();

  const counts = new Float64Array(WIDTH);

  const nearestRanks = (among: readonly Scope[], percents: readonly number[]): (number | null)[] => {
    const scopes = JSON.stringify(among);
    const top = counted.all(scopes, SHIFTS[0], 0, Number.MAX_SAFE_INTEGER) as Count[];
    const n = total(top);
    const read = new Map<string, Count[]>();
    const step = (shift: number, from: number, width: number): Count[] => {
      const key = `${shift}/${from}`;
      const counts = read.get(key) ?? (counted.all(scopes, shift, from, from + width) as Count[]);
      read.set(key, counts);
      return counts;
    };
    return percents.map((percent) => {
      let rank = Math.ceil((percent * n) / 100);
      if (rank < 1) return null;
      let at = located(top, rank);
      for (let i = 1; i < SHIFTS.length; i++) {
        rank -= at.before;
        const width = 2 ** (SHIFTS[i - 1]! - SHIFTS[i]!);
        at = located(step(SHIFTS[i]!, at.bucket * width, width), rank);
      }
      counts.fill(0);
      for (const bytes of packed.all(scopes, at.bucket) as Uint8Array[]) unpackInto(counts, bytes);
      return at.bucket * WIDTH + offsetOf(counts, rank - at.before);
    });
  };

  return {
    nearestRank: (scopes, percent) => nearestRanks(scopes, [percent])[0] ?? null,
    nearestRanks,
  };
}

/** The rows of the scopes in a JSON array of arrays, the statement's first parameter. */
function scopedTable({ name, scope }: HistogramShape): string {
  const same = scope.map((column, i) => `h.${column.name} = s.value ->> ${i}`);
  return `json_each(?) AS s CROSS JOIN ${name} AS h ON ${same.join(' AND ')}`;
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

/** Where value number `rank`, from 1, stands among the values of a leaf. */
function offsetOf(counts: Float64Array, rank: number): number {
  let before = 0;
  for (let offset = 0; offset < WIDTH; offset++) {
    before += counts[offset]!;
    if (before >= rank) return offset;
  }
  throw new RangeError(`no value number ${rank} among ${before}`);
}

function total(counts: readonly Count[]): number {
  return counts.reduce((sum, [, count]) => sum + count, 0);
}
