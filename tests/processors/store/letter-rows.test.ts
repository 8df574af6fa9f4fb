import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { deadLetterWriter } from '../../../processors/store/dead-letters.js';
import {
  deadLetterRows,
  type LetterPage,
  letterCursorOf,
  parseLetterCursor,
} from '../../../processors/store/letter-rows.js';
import { temporaryStore } from '../../support/database.js';

function filled() {
  const { db } = temporaryStore();
  const { insert } = deadLetterWriter(db);
  for (let i = 0; i < 60; i++) {
    insert([
      {
        topic: i % 4 === 0 ? 'combat-events' : 'player-events',
        partition: i % 3,
        log: i % 2,
        offset: i,
        reason: i % 5 === 0 ? 'too_large' : 'invalid_json',
        pointer: '',
        recordTime: i === 0 ? null : i,
        key: [null, Buffer.from('ann'), Buffer.from([0xff])][i % 3]!,
        value: Buffer.alloc(3000, 'é'),
        size: 3000,
      },
    ]);
  }
  return db;
}

const selections: LetterPage[] = [
  {},
  { topic: 'player-events' },
  { reason: 'too_large' },
  { topic: 'combat-events', reason: 'too_large' },
  { topic: 'game-actions' },
];

it('letters are paged through from either end, by topic and reason', () => {
  const db = filled();
  fc.assert(
    fc.property(
      fc.constantFrom(...selections),
      fc.boolean(),
      fc.integer({ min: 1, max: 7 }),
      (selection, reverse, limit) => {
        const whole = deadLetterRows(db, selection);
        const paged = [];
        for (let after: LetterPage['after']; ; ) {
          const page = deadLetterRows(db, { ...selection, reverse, limit, after });
          if (page.length === 0) break;
          paged.push(...page);
          after = parseLetterCursor(letterCursorOf(page.at(-1)!))!;
        }
        expect(paged).toEqual(reverse ? whole.toReversed() : whole);
        const { topic, reason } = selection;
        const isAsked = (row: { topic: string; reason: string }) =>
          (topic === undefined || row.topic === topic) && (reason === undefined || row.reason === reason);
        expect(whole).toEqual(deadLetterRows(db).filter(isAsked));
      },
    ),
    { numRuns: 60 },
  );
});

it('a place of another topic lies before all of this one, or after them', () => {
  const db = filled();
  const topic = 'combat-events';
  const all = deadLetterRows(db, { topic });
  expect(deadLetterRows(db, { topic, after: ['aaa', 9, 9, 9] })).toEqual(all);
  expect(deadLetterRows(db, { topic, after: ['player-events', 0, 0, 0] })).toEqual([]);
  expect(deadLetterRows(db, { topic, after: ['player-events', 0, 0, 0], reverse: true })).toHaveLength(
    all.length,
  );
  expect(parseLetterCursor('nonsense')).toBeUndefined();
});

it('keys are text where they can be, and values are cut between characters', () => {
  const rows = deadLetterRows(filled(), { limit: 60 });
  const keys = new Set(rows.map(({ key, key_base64 }) => JSON.stringify([key, key_base64])));
  expect([...keys].sort()).toEqual(['["ann",null]', '[null,"/w=="]', '[null,null]']);
  expect(rows[0]).toMatchObject({ offset: 0, record_time: null, value: 'é'.repeat(1024), size: 3000 });
});

it('no page is sorted, and none goes through what lies before it', () => {
  const db = filled();
  const prepare = vi.spyOn(db, 'prepare');
  for (const selection of selections)
    for (const reverse of [false, true])
      deadLetterRows(db, {
        ...selection,
        reverse,
        limit: 1,
        after: [selection.topic ?? 'player-events', 0, 0, 0],
      });
  const texts = [...new Set(prepare.mock.calls.map(([sql]) => sql))];
  prepare.mockRestore();
  const plans = texts.map((sql) => {
    const parameters = new Array((sql.match(/\?/g) ?? []).length).fill(0);
    const steps = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(parameters) as { detail: string }[];
    return steps.map(({ detail }) => detail).join('; ');
  });
  expect(plans).toHaveLength(8);
  for (const plan of plans) expect(plan).toMatch(/^SEARCH .*(partition|log|offset)/);
});
