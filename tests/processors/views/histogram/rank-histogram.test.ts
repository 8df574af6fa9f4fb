import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { type Db, openForWriting } from '../../../../processors/store/open.js';
import {
  type HistogramShape,
  histogramDdl,
  RankHistogram,
  type Scope,
} from '../../../../processors/views/histogram/rank-histogram.js';
import { rankReader } from '../../../../processors/views/histogram/rank-reader.js';

const SHAPE: HistogramShape = {
  name: 'lengths',
  scope: [
    { name: 'level_id', type: 'TEXT' },
    { name: 'day', type: 'INTEGER' },
  ],
};
const SCOPES: readonly Scope[] = [
  ['1:a', 5],
  ['1:a', 1_700_000_000_000],
  ['b', 5],
];

function database(): Db {
  const db = openForWriting(':memory:');
  onTestFinished(() => {
    db.close();
  });
  for (const statement of histogramDdl(SHAPE)) db.exec(statement);
  return db;
}

function rowsOf(db: Db): unknown[] {
  return db.prepare('SELECT * FROM lengths').all();
}

/** Around the edges of buckets of every level, and beyond 2³² and 9999 years. */
const value = fc.oneof(
  fc.integer({ min: 0, max: 3000 }),
  fc
    .tuple(fc.constantFrom(10, 20, 30, 40, 48), fc.integer({ min: -2, max: 2 }))
    .map(([bits, off]) => 2 ** bits + off),
  fc.integer({ min: 0, max: 2 ** 52 }),
);

test('ranks of one scope, and of several together, are those of the sorted values', () => {
  const db = database();
  const change = fc.record({ scope: fc.nat(2), value, keep: fc.boolean(), write: fc.integer({ max: 4 }) });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 60 }), fc.constantFrom(1, 50, 95, 100), (changes, percent) => {
      db.exec('DELETE FROM lengths');
      const histogram = new RankHistogram(db, SHAPE);
      const kept: [scope: number, value: number][] = [];
      for (const { scope, value, keep, write } of changes) {
        histogram.add(SCOPES[scope]!, value, 1);
        if (write === 0) histogram.write();
        if (keep) kept.push([scope, value]);
        else histogram.add(SCOPES[scope]!, value, -1);
      }
      histogram.write();
      const reader = rankReader(db, SHAPE);
      for (const asked of [[0], [1], [2], [0, 1], [2, 0, 1]]) {
        const sorted = kept.flatMap(([scope, value]) => (asked.includes(scope) ? [value] : []));
        sorted.sort((a, b) => a - b);
        const scopes = asked.map((n) => SCOPES[n]!);
        const expected = sorted[Math.ceil((percent * sorted.length) / 100) - 1] ?? null;
        expect(reader.nearestRank(scopes, percent)).toBe(expected);
      }
    }),
  );
});

test('the rows are a function of the values: how they came does not show', () => {
  const db = database();
  const direct = new RankHistogram(db, SHAPE);
  for (const value of [7, 7, 5_000_000]) direct.add(SCOPES[0]!, value, 1);
  direct.write();
  const expected = rowsOf(db);
  db.exec('DELETE FROM lengths');

  const wandering = new RankHistogram(db, SHAPE);
  for (const value of [5_000_000, 9, 2 ** 45]) wandering.add(SCOPES[0]!, value, 1);
  wandering.write();
  wandering.add(SCOPES[0]!, 7, 2);
  wandering.add(SCOPES[0]!, 9, -1);
  wandering.write();
  wandering.add(SCOPES[0]!, 2 ** 45, -1);
  wandering.write();
  expect(rowsOf(db)).toEqual(expected);
});

test('what is taken away as often as it was added leaves no row', () => {
  const db = database();
  const histogram = new RankHistogram(db, SHAPE);
  histogram.add(SCOPES[0]!, 123_456_789, 300);
  histogram.write();
  expect(rankReader(db, SHAPE).nearestRank([SCOPES[0]!], 50)).toBe(123_456_789);
  histogram.add(SCOPES[0]!, 123_456_789, -300);
  histogram.write();
  expect(rowsOf(db)).toEqual([]);
});

test('to take away what is not there is refused', () => {
  const histogram = new RankHistogram(database(), SHAPE);
  histogram.add(SCOPES[0]!, 5, 1);
  histogram.add(SCOPES[0]!, 6, -1);
  expect(() => histogram.write()).toThrow(RangeError);
});

test('a value that occurs more often than 32 bits can say is counted', () => {
  const db = database();
  const histogram = new RankHistogram(db, SHAPE);
  histogram.add(SCOPES[0]!, 3, 5_000_000_000);
  histogram.add(SCOPES[0]!, 1_000_000, 1_000_000_000);
  histogram.write();
  const reader = rankReader(db, SHAPE);
  expect(reader.nearestRank([SCOPES[0]!], 83)).toBe(3);
  expect(reader.nearestRank([SCOPES[0]!], 84)).toBe(1_000_000);
});
