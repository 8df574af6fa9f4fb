/** Gaps as a resource. There are few, and they stay: pages are cut of all of them. */
import { readGaps } from '../../processors/store/gaps.js';
import { Problem } from '../problem.js';
import { keyOf, type Resource, type Row } from './resource.js';
import { gaps } from './rows/topics.js';

export const GAPS: Resource = {
  path: 'gaps',
  ...gaps,
  isOfDatabase: true,
  isReversible: true,
  filters: {},
  query:
    (_, { limit, after, reverse }) =>
    (db) => {
      const all: Row[] = readGaps(db).map(({ topic, partition, reason, log, from, to }) => {
        return { topic, partition, reason, log, from, to };
      });
      const ordered = reverse ? all.toReversed() : all;
      const start = after === undefined ? 0 : ordered.findIndex((row) => cursorOf(row) === after) + 1;
      if (after !== undefined && start === 0)
        throw new Problem(400, 'invalid_query', 'after is no `next` of gaps.');
      const rows = ordered.slice(start, start + limit);
      const hasMore = start + limit < ordered.length;
      return { rows, next: hasMore ? cursorOf(rows.at(-1)!) : null };
    },
};

function cursorOf(row: Row): string {
  return Buffer.from(keyOf(gaps, row)).toString('base64url');
}
