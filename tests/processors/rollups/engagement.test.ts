import { expect, test } from 'vitest';
import { engagementRows } from '../../../processors/store/stats/engagement.js';
import { levelEngagementRows } from '../../../processors/store/stats/level-engagement.js';
import { rowsAfter, temporaryFolder } from '../../support/database.js';
import { folded } from '../../support/folding.js';

function moved(player: string, level: string, timestamp: string): object {
  return {
    player_id: player,
    session_id: 's',
    event_type: 'move',
    level_id: level,
    map_id: 'm',
    timestamp: `2024-11-12T${timestamp}Z`,
  };
}

const EVENTS = [
  moved('ann', 'b', '10:00:00'),
  moved('ann', 'a', '10:04:59.999'),
  moved('ann', 'a', '10:00:00'),
  moved('bob', 'a', '10:00:00'),
  moved('bob', 'a', '10:05:00'),
  moved('bob', 'b', '10:20:00'),
];

test('players and events of each level by window', () => {
  const rows = rowsAfter('level-engagement', 'player-events', EVENTS) as Record<string, unknown>[];
  expect(rows.map((row) => Object.values(row))).toEqual([
    ['a', '2024-11-12T10:00:00.000Z', 2, 3],
    ['b', '2024-11-12T10:00:00.000Z', 1, 1],
    ['a', '2024-11-12T10:05:00.000Z', 1, 1],
    ['b', '2024-11-12T10:20:00.000Z', 1, 1],
  ]);
});

test('rows of a level, of a time, and so many', () => {
  const { db } = folded(
    temporaryFolder(),
    EVENTS.map((event) => ({ topic: 'player-events', event })),
    [],
  );
  const from = Date.parse('2024-11-12T10:05:00Z');
  const all = engagementRows(db);
  expect(engagementRows(db, { from })).toEqual(all.slice(1));
  expect(engagementRows(db, { to: from })).toEqual(all.slice(0, 1));
  expect(engagementRows(db, { limit: 2 })).toEqual(all.slice(0, 2));
  const levels = levelEngagementRows(db);
  expect(levelEngagementRows(db, { level: 'b' })).toEqual([levels[1], levels[3]]);
  expect(levelEngagementRows(db, { level: 'b', from, limit: 1 })).toEqual([levels[3]]);
  expect(levelEngagementRows(db, { to: from, limit: 1 })).toEqual(levels.slice(0, 1));
  expect(levelEngagementRows(db, { level: 'c' })).toEqual([]);
});
