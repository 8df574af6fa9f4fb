/** The yardstick of all ratios: it is as it was, and it counts what it says. */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { checkSimpleRollups, WrongResults } from '../../bench/lies.js';
import { simpleRollups } from '../../bench/peers/simple-rollups.js';
import { runReference } from '../../bench/reference/run.js';
import { temporaryFolder } from '../support/database.js';

const SHA256 = '9ff9902dfd735dbda04f5ef2ce9c416d6c591d8cd038ac59e156122cb41c240d';

it('the reference script has not changed: ratios to it would say something else', () => {
  const script = readFileSync(new URL('../../bench/reference/reference.mjs', import.meta.url));
  expect(createHash('sha256').update(script).digest('hex')).toBe(SHA256);
});

it('it counts stalls, items and kills per death, and a peer that counts otherwise is found out', async () => {
  const folder = temporaryFolder();
  const events = join(folder, 'events.ndjson');
  writeFileSync(events, EVENTS.map(([topic, value]) => line(topic, value)).join(''));
  const database = join(folder, 'reference.db');
  // The warm-up must leave no trace.
  const { events: handled } = await runReference(events, database, 3);
  expect(handled).toBe(EVENTS.length);
  const db = new Database(database);
  expect(db.prepare('SELECT * FROM levels').all()).toEqual([
    { level_id: 'level_1', players: 2, completed: 1, stalled: 1 },
  ]);
  expect(db.prepare('SELECT * FROM items').all()).toEqual([{ item_id: 'sword', purchases: 2, cents: 2098 }]);
  expect(db.prepare('SELECT * FROM kills').all()).toEqual([
    { player_id: 'ann', window_start: 1731402000000, kills: 1, deaths: 2, kill_ratio: 0.5 },
    { player_id: 'ann', window_start: 1731402300000, kills: 1, deaths: 0, kill_ratio: null },
  ]);
  const counted = simpleRollups(database);
  expect(() => checkSimpleRollups('peer', counted, simpleRollups(database))).not.toThrow();
  db.exec('UPDATE kills SET deaths = 3 WHERE kill_ratio = 0.5');
  db.close();
  expect(() => checkSimpleRollups('peer', counted, simpleRollups(database))).toThrow(WrongResults);
  expect(() => checkSimpleRollups('peer', counted, simpleRollups(database))).toThrow('peer: kills differ');
});

function line(topic: string, value: object): string {
  return `${JSON.stringify({ topic, key: 'k', value: JSON.stringify(value) })}\n`;
}

const played = (player_id: string, event_type: string, time: string): [string, object] => [
  'player-events',
  {
    player_id,
    session_id: 's',
    event_type,
    level_id: 'level_1',
    map_id: 'm',
    timestamp: `2024-11-12T${time}Z`,
  },
];
const bought = (price: number): [string, object] => [
  'purchase-events',
  {
    player_id: 'ann',
    item_id: 'sword',
    price,
    currency: 'USD',
    purchase_timestamp: '2024-11-12T10:00:00Z',
    ip_address: '10.0.0.1',
  },
];
const fought = (eventtype: string, timestamp: number): [string, object] => [
  'combat-events',
  { playerid: 'ann', timestamp, eventtype },
];

const EVENTS: [string, object][] = [
  played('ann', 'move', '10:00:00'),
  played('bob', 'move', '10:00:00'),
  played('ann', 'level_complete', '10:30:00'),
  played('bob', 'interaction', '10:10:00'),
  bought(9.99),
  bought(10.99),
  fought('kill', 1731402000000),
  fought('death', 1731402299999),
  fought('death', 1731402299999),
  fought('kill', 1731402300000),
  [
    'server-metrics',
    { server_id: 's', cpu_load: 1, memory_usage: 2, latency: 3, timestamp: '2024-11-12T10:00:00Z' },
  ],
  ['game-actions', { player_id: 'ann', event_type: 'leave_guild', timestamp: '2024-11-12T10:00:00Z' }],
];
