/** The leaderboard as a resource. A page is so many places on from another: places change all the time. */
import { LEADER_WINDOW_ROWS, LEADER_WINDOWS, leaderRows } from '../../processors/store/leaders.js';
import { Problem } from '../problem.js';
import type { Resource } from './resource.js';
import { amount, count, end, orNull, text, time } from './rows/columns.js';

/** Places that are told at the most. */
const MOST_PLACES = 10_000;

export const LEADERS: Resource = {
  path: 'combat/leaders',
  summary: 'Who kills most per death of late',
  description: `The latest windows of combat, added up by player: of the last ${LEADER_WINDOWS} those that have ${LEADER_WINDOW_ROWS} rows or fewer together, and the latest in any case. The most kills per death come first; who has not died is placed as if once. \`next\` ends after ${MOST_PLACES} places.`,
  tag: 'players',
  isOfDatabase: true,
  isReversible: false,
  filters: {},
  columns: {
    player_id: text('The player.'),
    kills: count('Kills in these windows.'),
    deaths: count('Deaths in these windows.'),
    kill_ratio: orNull(amount('`kills` / `deaths`; null when there were no deaths.')),
    from: time('Start of the first of the windows; the same in all rows.'),
    to: end('End of the last of the windows; the same in all rows.'),
  },
  key: ['player_id'],
  example: {
    player_id: 'ann',
    kills: 21,
    deaths: 6,
    kill_ratio: 3.5,
    from: '2024-11-12T09:05:00.000Z',
    to: '2024-11-12T10:05:00.000Z',
  },
  query: (_, { limit, after }) => {
    const place = after === undefined ? 0 : placeOf(after);
    return (db) => {
      const found = leaderRows(db, limit + 1, place);
      const beyond = place + limit;
      const hasMore = found.length > limit && beyond < MOST_PLACES;
      return {
        rows: found.slice(0, limit).map((row) => ({ ...row })),
        next: hasMore ? String(beyond) : null,
      };
    };
  },
};

function placeOf(after: string): number {
  const place = /^[1-9]\d{0,3}$/.test(after) ? Number(after) : Number.NaN;
  if (!(place < MOST_PLACES))
    throw new Problem(400, 'invalid_query', 'after is no `next` of combat/leaders.');
  return place;
}
