import { expect, test } from 'vitest';
import { itemsOf } from '../../../processors/store/player/days.js';
import { engagementRows } from '../../../processors/store/stats/engagement.js';
import { itemRows } from '../../../processors/store/stats/items.js';
import { temporaryFolder } from '../../support/database.js';
import { type Cut, folded } from '../../support/folding.js';

const NOON = Date.parse('2024-11-12T12:00:00Z');

const RESTARTS: Cut[] = Array.from({ length: 9 }, () => ({ size: 10, after: 'commit and restart' }));

test('a member is counted once in each window of a span, and has one row for them, whatever comes late or again', () => {
  const move = (player_id: string, window: number) => {
    const timestamp = new Date(NOON + window * 300_000).toISOString();
    const event = { player_id, session_id: 's', event_type: 'move', level_id: 'l', map_id: 'm', timestamp };
    return { topic: 'player-events' as const, event };
  };
  const windows = [5, 40, 0, 5, 29, 30, 31, 0, 40, 3];
  const events = [...windows, ...windows].flatMap((window) => [
    move('ann', window),
    move('bob', window % 30),
  ]);
  const { db } = folded(temporaryFolder(), events, RESTARTS);
  const players = engagementRows(db).map(({ window_start, active_players }) => [
    (Date.parse(window_start) - NOON) / 300_000,
    active_players,
  ]);
  expect(players).toEqual([
    [0, 2],
    [1, 1],
    [3, 2],
    [5, 2],
    [10, 1],
    [29, 2],
    [30, 1],
    [31, 1],
    [40, 1],
  ]);
  const rows = db.prepare('SELECT count(*) FROM engagement_active_players WHERE member = ?').pluck();
  // Windows are in spans since 1970, and noon begins none.
  expect([rows.get('ann'), rows.get('bob')]).toEqual([2, 2]);
});

test('buyers of more items than a row has marks are counted once in each, and are found by what they bought', () => {
  const buy = (player_id: string, item: number) => ({
    topic: 'purchase-events' as const,
    event: {
      player_id,
      item_id: `item ${item}`,
      price: 1,
      currency: 'USD',
      ip_address: '192.0.2.1',
      purchase_timestamp: new Date(NOON).toISOString(),
    },
  });
  const numbers = Array.from({ length: 65 }, (_, i) => (i * 7) % 65);
  const events = [...numbers, ...numbers].flatMap((i) => [buy('ann', i), ...(i % 2 ? [buy('bob', i)] : [])]);
  const { db } = folded(temporaryFolder(), events, RESTARTS);
  const buyers = itemRows(db).map(({ item_id, buyers }) => [Number(item_id.slice(5)) % 2, buyers]);
  expect(buyers).toHaveLength(65);
  expect(buyers.every(([odd, count]) => count === 1 + odd!)).toBe(true);
  expect(itemsOf(db, 'ann', 100).rows).toHaveLength(65);
  expect(itemsOf(db, 'bob', 100).rows.toSorted()).toEqual(
    numbers
      .filter((i) => i % 2)
      .map((i) => `item ${i}`)
      .toSorted(),
  );
});
