import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { playerRows } from '../../../processors/store/stats/players.js';
import { DEFAULT_SETTINGS } from '../../../settings/settings.js';
import { computeStats } from '../../../verify/index.js';
import { rowsAfter, temporaryFolder } from '../../support/database.js';
import { cuts, folded, logRecords } from '../../support/folding.js';

const AT = '2024-11-12T10:00:00Z';
const LATER = '2024-11-12T10:00:00.001Z';

function act(event_type: string, over: object = {}): object {
  return { player_id: 'ann', event_type, timestamp: AT, ...over };
}

const join_ = (guild_name: string, over: object = {}) => act('join_guild', { guild_name, ...over });
const battle = (outcome: string, health: number, over: object = {}) =>
  act('battle', { opponent_id: 'x', outcome, health, ...over });

const players = (events: object[]) =>
  rowsAfter('players', 'game-actions', events) as Record<string, unknown>[];

test('a player has what was bought, by type, and full health before any battle', () => {
  expect(
    players([
      act('buy_sword', { sword_type: 'katana' }),
      act('buy_sword', { sword_type: 'katana', timestamp: LATER }),
      act('buy_sword', { sword_type: '__proto__' }),
      act('buy_weapon', { weapon_type: 'katana' }),
    ]),
  ).toEqual([
    {
      player_id: 'ann',
      swords: JSON.parse('{"__proto__":1,"katana":2}'),
      weapons: { katana: 1 },
      guild: null,
      health: 100,
      battles: 0,
      wins: 0,
      last_seen: '2024-11-12T10:00:00.001Z',
    },
  ]);
});

test('the guild is that of the last join or leave; at equal times a join wins, and of joins the larger name', () => {
  const guild = (events: object[]) => players(events)[0]!.guild;
  expect(guild([join_('a'), act('leave_guild', { timestamp: LATER, guild_name: 'z' })])).toBeNull();
  expect(guild([act('leave_guild', { guild_name: 'z' }), join_('a')])).toBe('a');
  expect(guild([join_('\uffee'), join_('😀')])).toBe('😀');
  expect(guild([act('leave_guild', { timestamp: LATER }), join_('a')])).toBeNull();
  expect(guild([battle('win', 1)])).toBeNull();
});

test('health is that of the last battle, wins are among the battles', () => {
  const [row] = players([battle('win', 0, { timestamp: LATER }), battle('lose', 40), battle('win', 99.5)]);
  expect(row).toMatchObject({ health: 0, battles: 3, wins: 2, swords: {}, weapons: {} });
});

test('one player, or so many in their order, with their own things', () => {
  const names = ['d', 'b', 'a', 'c'];
  const events = names.map((player_id) => ({
    topic: 'game-actions' as const,
    event: { ...act('buy_weapon', { weapon_type: `of ${player_id}` }), player_id },
  }));
  const { db } = folded(temporaryFolder(), events, []);
  const all = playerRows(db);
  expect(all.map(({ player_id, weapons }) => [player_id, weapons])).toEqual(
    ['a', 'b', 'c', 'd'].map((player) => [player, { [`of ${player}`]: 1 }]),
  );
  expect(playerRows(db, { limit: 2 })).toEqual(all.slice(0, 2));
  expect(playerRows(db, { player: 'c' })).toEqual([all[2]]);
  expect(playerRows(db, { player: 'nobody' })).toEqual([]);
});

/** Few times, so that last writers meet at equal ones. */
const action = fc
  .tuple(
    fc.constantFrom('ann', 'bob', '😀'),
    fc.constantFrom(AT, LATER, '2024-11-12T09:59:59Z'),
    fc.oneof(
      fc.constantFrom('katana', '10', '2', '\uffee', '😀').map((sword_type) => ({
        event_type: 'buy_sword',
        sword_type,
      })),
      fc.constantFrom('bow', 'katana').map((weapon_type) => ({ event_type: 'buy_weapon', weapon_type })),
      fc.constantFrom('a', '\uffee', '😀').map((guild_name) => ({ event_type: 'join_guild', guild_name })),
      fc.constantFrom({ event_type: 'leave_guild' }, { event_type: 'leave_guild', guild_name: '😀' }),
      fc.record({
        event_type: fc.constant('battle'),
        opponent_id: fc.constant('x'),
        outcome: fc.constantFrom('win', 'lose'),
        health: fc.constantFrom(0, 0.1, 50, 100),
      }),
    ),
  )
  .map(([player_id, timestamp, what]) => ({
    topic: 'game-actions' as const,
    event: { player_id, timestamp, ...what },
  }));

test('any actions, in any order, batches, commits and restarts: the players of the oracle', () => {
  const folder = mkdtempSync(join(tmpdir(), 'game-flow-'));
  try {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 40, size: 'max' }), cuts, (sent, plan) => {
        const store = folded(folder, sent, plan);
        const rows = JSON.stringify(playerRows(store.db));
        store.close();
        expect(JSON.parse(rows)).toEqual(
          JSON.parse(JSON.stringify(computeStats(logRecords(sent), DEFAULT_SETTINGS).players)),
        );
      }),
      { numRuns: 25 },
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 60_000);
