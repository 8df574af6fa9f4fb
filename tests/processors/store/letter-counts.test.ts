/** Dead letters are counted by topic and reason as they come, change and go, whoever writes. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type DeadLetter, deadLetterWriter, letterDrop } from '../../../processors/store/dead-letters.js';
import { countLetters, purgeLetters } from '../../../processors/store/letter-selection.js';
import { TOPICS } from '../../../schemas/index.js';
import { temporaryStore } from '../../support/database.js';

const REASONS = ['invalid_json', 'wrong_type'];

const step = fc.record({
  what: fc.constantFrom('insert', 'insert', 'insert', 'settle', 'restate', 'purge', 'drop'),
  topic: fc.constantFrom(...TOPICS.slice(0, 2)),
  reason: fc.constantFrom(...REASONS),
  n: fc.integer({ min: 0, max: 30 }),
});

test('the counts are those of the letters', () => {
  const { db } = temporaryStore();
  const writer = deadLetterWriter(db);
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      db.prepare('DELETE FROM dead_letters').run();
      for (const [offset, { what, topic, reason, n }] of steps.entries()) {
        const key = { topic, partition: 0, log: 0, offset: what === 'insert' ? offset : n };
        const rest = { pointer: '', recordTime: n, key: null, value: Buffer.alloc(0), size: 0 };
        if (what === 'insert')
          writer.insert([
            { ...key, ...rest, reason } satisfies DeadLetter,
            { ...key, ...rest, reason, partition: 1 },
          ]);
        else if (what === 'purge') purgeLetters(db, { topic, reason }, n);
        else if (what === 'drop') letterDrop(db, topic).step(n, 10, () => undefined);
        else if (what === 'settle') writer.settle({ ...key, fault: undefined, nextOffset: 0 });
        else writer.settle({ ...key, fault: { reason, pointer: '' }, nextOffset: 0 });
      }
      const counted = (by: object) => countLetters(db, by).map((row) => JSON.stringify(row));
      // A span of time that has them all makes it look at the letters themselves.
      expect(counted({})).toEqual(counted({ from: 0 }));
      expect(counted({ topic: TOPICS[0] })).toEqual(counted({ topic: TOPICS[0], from: 0 }));
      expect(counted({ reason: REASONS[0] })).toEqual(counted({ reason: REASONS[0], from: 0 }));
    }),
    { numRuns: 60 },
  );
});
