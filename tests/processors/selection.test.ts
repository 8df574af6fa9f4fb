/** Every filter that `stats WHAT` takes leaves out rows, and changes none. */
import { isDeepStrictEqual } from 'node:util';
import { expect, it } from 'vitest';
import { BULK_DENSITY, generate } from '../../generator/index.js';
import { Processor } from '../../processors/processor.js';
import { FILTERS, type Filter } from '../../processors/store/stats/filters.js';
import { STATS, WHATS, type What } from '../../processors/store/stats/index.js';
import type { Selection } from '../../processors/store/stats/selection.js';
import type { Topic } from '../../schemas/index.js';
import { temporaryStore } from '../support/database.js';
import { recordBatch } from '../support/record-batch.js';

const START = Date.UTC(2024, 10, 12, 12);
const EVENTS = 20_000;

type Row = Record<string, unknown>;

function filledStore() {
  const store = temporaryStore();
  const processor = new Processor(store);
  const scenario = generate({ seed: 'selection', start: START, density: BULK_DENSITY });
  const positions = new Map<Topic, ReturnType<typeof store.addPosition>>();
  for (let i = 0; i < EVENTS; i++) {
    const { topic, value } = scenario.take();
    const position = positions.get(topic) ?? store.addPosition(topic, 0, 0);
    positions.set(topic, position);
    const text = typeof value === 'string' ? value : Buffer.from(value).toString('latin1');
    processor.take(position, recordBatch(topic, 0, position.nextOffset, [{ value: text }]));
  }
  processor.commit();
  return store.db;
}

/** Where a row begins, ms since 1970. */
function beginOf(row: Row): number {
  return Date.parse(String(row.day ?? row.window_start ?? row.opened_at));
}

it('every filter of stats leaves out rows, and changes none', () => {
  const db = filledStore();
  const rowsOf = (what: What, selection: Selection = {}) => STATS[what](db, selection) as unknown as Row[];
  const cases = WHATS.flatMap((what) => FILTERS[what].map((filter): [What, Filter] => [what, filter]));
  // Those of levels choose visits and not rows.
  const narrowing = cases.filter(([what, filter]) => !(what === 'levels' && /^(from|to)$/.test(filter)));
  const wrong = narrowing.flatMap(([what, filter]) => {
    const all = rowsOf(what);
    const selections = selectionsFor(what, filter, all);
    const isWrong = selections.some(
      ([selection, expected]) => !isDeepStrictEqual(rowsOf(what, selection), expected),
    );
    return isWrong ? [`${what} by ${filter}`] : [];
  });
  expect(wrong).toEqual([]);
});

/** Selections by a filter, with the rows that each should leave. */
function selectionsFor(what: What, filter: Filter, all: readonly Row[]): [Selection, readonly Row[]][] {
  const middle = all[Math.floor(all.length / 2)]!;
  if (filter === 'open') return [[{ open: true }, all.filter((row) => row.closed_at === null)]];
  if (filter === 'limit') return [1, 2, all.length + 1].map((limit) => [{ limit }, all.slice(0, limit)]);
  if (filter === 'from' || filter === 'to') {
    return [beginOf(middle), beginOf(middle) + 1].map((time) => [
      { [filter]: time },
      all.filter((row) => (filter === 'from' ? beginOf(row) >= time : beginOf(row) < time)),
    ]);
  }
  const ids = [...new Set(all.map((row) => idOf(what, row, filter)))].filter((id) => id !== undefined);
  expect(ids.length, `${what} by ${filter}`).toBeGreaterThan(0);
  return [...ids.slice(0, 5), 'nobody'].map((id) => [
    { [filter]: id },
    all.filter((row) => idOf(what, row, filter) === id),
  ]);
}

/** The player, level, item or server of a row. */
function idOf(what: What, row: Row, filter: Filter): string | undefined {
  if (what !== 'fraud') return row[`${filter}_id`] as string;
  const subject = String(row.subject);
  if (row.rule === 'price_mismatch') return subject.split('/')[filter === 'item' ? 0 : 2];
  return filter === 'player' && row.rule !== 'shared_ip' ? subject : undefined;
}
