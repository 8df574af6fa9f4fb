import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deadLetterWriter } from '../../../processors/store/dead-letters.js';
import { countLetters } from '../../../processors/store/letter-selection.js';
import { LetterTally } from '../../../processors/store/letter-tally.js';
import { TOPICS } from '../../../schemas/index.js';
import { temporaryStore } from '../../support/database.js';

const letter = fc.record({
  topic: fc.constantFrom(...TOPICS),
  reason: fc.constantFrom('invalid_json', 'wrong_type'),
  // Few times, so that many letters have the same.
  recordTime: fc.option(fc.integer({ min: 1, max: 4 })),
});

const inOrder = <T extends object>(rows: readonly T[]) => rows.map((row) => JSON.stringify(row)).sort();

test('small steps count every letter once, and follow when letters come and go', () => {
  const { db } = temporaryStore();
  const { insert } = deadLetterWriter(db);
  const put = db.transaction(
    (letters: readonly { topic: string; reason: string; recordTime: number | null }[]) => {
      db.prepare('DELETE FROM dead_letters').run();
      letters.forEach((one, offset) => {
        const rest = {
          partition: 0,
          log: 0,
          offset,
          pointer: '',
          key: null,
          value: Buffer.alloc(0),
          size: 0,
        };
        insert({ ...one, ...rest });
      });
    },
  );
  fc.assert(
    fc.property(fc.array(letter, { maxLength: 40 }), fc.integer({ min: 1, max: 8 }), (letters, size) => {
      const tally = new LetterTally(size);
      put(letters);
      for (let step = 0; step < 60; step++) tally.look(db);
      expect(inOrder(tally.counts)).toEqual(inOrder(countLetters(db, {})));
      put([]);
      for (let step = 0; step < 60; step++) tally.look(db);
      expect(tally.counts).toEqual([]);
    }),
    { numRuns: 40 },
  );
});
