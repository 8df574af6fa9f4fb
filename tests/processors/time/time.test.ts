/**
 * Time, case by case (docs/data-dictionary.md). Each case goes through a
 * processor as written, in one commit, and once more backwards with a commit a record.
 */
import { describe, expect, test } from 'vitest';
import { Processor } from '../../../processors/processor.js';
import { STATS, type What } from '../../../processors/store/stats/index.js';
import type { Store } from '../../../processors/store/store.js';
import { temporaryStore } from '../../support/database.js';
import { recordBatch } from '../../support/record-batch.js';
import { BORDERS } from './borders.js';
import type { TimeCase, TimedRecord } from './case.js';
import { ORDER } from './order.js';
import { READING } from './reading.js';
import { SKEW } from './skew.js';

describe.each([
  ['reading a time', READING],
  ['clocks that disagree', SKEW],
  ['order', ORDER],
  ['borders', BORDERS],
] as [string, readonly TimeCase[]][])('%s', (_, cases) => {
  test.each(cases)('$name', ({ records, verdicts = records.map(() => 'ok'), rows = {} }) => {
    const forwards = fold([records]);
    expect(verdictsOf(forwards, records.length)).toEqual(verdicts);
    expectRows(forwards, rows);
    if (records.length === 1) return;
    const backwards = fold(records.map((record) => [record]).reverse());
    expect(verdictsOf(backwards, records.length)).toEqual([...verdicts].reverse());
    expectRows(backwards, rows);
  });
});

function expectRows({ db }: Store, rows: NonNullable<TimeCase['rows']>): void {
  for (const [what, expected] of Object.entries(rows))
    expect(STATS[what as What](db), what).toMatchObject(expected);
}

/** A commit for each of the batches, all of one topic. */
function fold(batches: readonly (readonly TimedRecord[])[]): Store {
  const store = temporaryStore();
  const processor = new Processor(store);
  const { topic } = batches[0]![0]!;
  const position = store.addPosition(topic, 0, 0);
  for (const batch of batches) {
    const records = batch.map(({ value, taken }) => ({
      value: JSON.stringify(value),
      timestamp: typeof taken === 'string' ? Date.parse(taken) : taken,
    }));
    processor.take(position, recordBatch(topic, 0, position.nextOffset, records));
    processor.commit();
  }
  return store;
}

function verdictsOf({ db }: Store, records: number): string[] {
  const verdicts = Array<string>(records).fill('ok');
  const letters = db.prepare('SELECT "offset", reason, pointer FROM dead_letters').raw().all();
  for (const [offset, reason, pointer] of letters as [number, string, string][])
    verdicts[offset] = `${reason} ${pointer}`;
  return verdicts;
}
