/** Dead letters as a resource. */
import { deadLetterRows, letterCursorOf, parseLetterCursor } from '../../processors/store/letter-rows.js';
import { REASONS } from '../../processors/verdict/reasons.js';
import { TOPICS } from '../../schemas/index.js';
import { Problem } from '../problem.js';
import type { Resource, Row } from './resource.js';
import { deadLetters } from './rows/events.js';

export const DEAD_LETTERS: Resource = {
  path: 'dead-letters',
  ...deadLetters,
  isOfDatabase: true,
  isReversible: true,
  filters: {
    topic: { type: 'string', enum: TOPICS, description: 'Of this topic alone.' },
    reason: {
      type: 'string',
      enum: REASONS.map(([code]) => code),
      description: 'Rejected for this reason alone.',
    },
  },
  query: ({ topic, reason }, { limit, after, reverse }) => {
    const place = after === undefined ? undefined : parseLetterCursor(after);
    if (after !== undefined && place === undefined)
      throw new Problem(400, 'invalid_query', 'after is no `next` of dead-letters.');
    return (db) => {
      const found = deadLetterRows(db, { topic, reason, after: place, reverse, limit: limit + 1 });
      const page = found.slice(0, limit);
      const next = found.length > limit ? letterCursorOf(page.at(-1)!) : null;
      return { rows: page.map((row): Row => ({ ...row })), next };
    };
  },
};
