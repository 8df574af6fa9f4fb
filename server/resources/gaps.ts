/** Gaps as a resource. There are few, and they stay: pages are cut of all of them. */
import { readGaps } from '../../processors/store/gaps.js';
import { type Order, parsePlace, placeText } from '../../processors/store/stats/cursor.js';
import { Problem } from '../problem.js';
import type { Resource, Row } from './resource.js';
import { gaps } from './rows/topics.js';

const ORDER: Order = [
  ['topic', 'text'],
  ['partition', 'number'],
  ['log', 'number'],
  ['from', 'number'],
];

export const GAPS: Resource = {
  path: 'gaps',
  ...gaps,
  isOfDatabase: true,
  isReversible: true,
  filters: {},
  query: (_, { limit, after, reverse }) => {
    const place = after === undefined ? undefined : parsePlace('gaps', ORDER, after);
    if (after !== undefined && place === undefined)
      throw new Problem(400, 'invalid_query', 'after is no `next` of gaps.');
    return (db) => {
      const all: Row[] = readGaps(db).map(({ topic, partition, reason, log, from, to }) => {
        return { topic, partition, reason, log, from, to };
      });
      const ordered = reverse ? all.toReversed() : all;
      const following = ordered.filter((row) => place === undefined || isAfter(row, place, reverse));
      const rows = following.slice(0, limit);
      const hasMore = following.length > limit;
      return { rows, next: hasMore ? placeText('gaps', ORDER, rows.at(-1)!) : null };
    };
  },
};

/** Whether a row follows a place, in the order or in its reverse. */
function isAfter(row: Row, place: readonly (string | number)[], reverse: boolean): boolean {
  const values = ORDER.map(([column]) => row[column] as string | number);
  const at = values.findIndex((value, i) => value !== place[i]);
  return at !== -1 && values[at]! > place[at]! !== reverse;
}
