import { expect, test } from 'vitest';
import { DAY } from '../../../processors/rollups/rollup.js';
import { combatRows } from '../../../processors/store/stats/combat.js';
import { Store } from '../../../processors/store/store.js';
import { DEFAULT_SETTINGS } from '../../../settings/settings.js';
import { rowsAfter, temporaryFolder } from '../../support/database.js';
import { folded } from '../../support/folding.js';

const START = Date.parse('2024-11-12T10:15:00Z');

function fight(playerid: string, eventtype: 'kill' | 'death', after: number): object {
  return { playerid, eventtype, timestamp: START + after };
}

const combat = (events: object[]) => rowsAfter('combat', 'combat-events', events);

test('kills and deaths of each player are counted by window; without deaths there is no ratio', () => {
  expect(
    combat([
      fight('bob', 'kill', 0),
      fight('bob', 'kill', 299_999),
      fight('ann', 'kill', 1),
      fight('ann', 'kill', 2),
      fight('ann', 'kill', 2),
      fight('ann', 'death', 3),
      fight('ann', 'death', 4),
      fight('ann', 'death', -1),
    ]),
  ).toEqual([
    row('ann', '10:10', '10:15', 0, 1, 0),
    row('ann', '10:15', '10:20', 3, 2, 1.5),
    row('bob', '10:15', '10:20', 2, 0, null),
  ]);
});

function row(
  player_id: string,
  from: string,
  to: string,
  kills: number,
  deaths: number,
  ratio: number | null,
) {
  return {
    player_id,
    window_start: `2024-11-12T${from}:00.000Z`,
    window_end: `2024-11-12T${to}:00.000Z`,
    kill_count: kills,
    death_count: deaths,
    kill_ratio: ratio,
  };
}

test('the last window of all ends in the year 10000', () => {
  const last = Date.parse('9999-12-31T23:59:59.999Z');
  expect(combat([{ playerid: 'ann', eventtype: 'death', timestamp: last }])).toMatchObject([
    { window_start: '9999-12-31T23:55:00.000Z', window_end: '+010000-01-01T00:00:00.000Z', kill_ratio: 0 },
  ]);
});

test('rows of a player, of a time, and so many', () => {
  const events = ['bob', 'ann', 'cid'].flatMap((player) =>
    [0, 1, 2].map((window) => ({
      topic: 'combat-events' as const,
      event: fight(player, 'kill', window * 300_000),
    })),
  );
  const { db } = folded(temporaryFolder(), events, []);
  const all = combatRows(db);
  const from = START + 300_000;
  expect(all).toHaveLength(9);
  expect(combatRows(db, { player: 'bob' })).toEqual(all.filter(({ player_id }) => player_id === 'bob'));
  expect(combatRows(db, { player: 'bob', from, limit: 1 })).toEqual([all[4]]);
  expect(combatRows(db, { from, to: from + 300_000 })).toEqual(all.slice(3, 6));
  expect(combatRows(db, { to: from, limit: 2 })).toEqual(all.slice(0, 2));
});

test('in which hours of a day each player fought is kept beside the rows, in whatever commits they come', () => {
  const at = (player: string, hours: number) => ({
    topic: 'combat-events' as const,
    event: fight(player, 'kill', hours * 3_600_000),
  });
  const { db } = folded(
    temporaryFolder(),
    [at('ann', 0), at('bob', 13), at('ann', 0.2), at('ann', 13.7)],
    [
      { size: 2, after: 'commit and restart' },
      { size: 1, after: 'commit' },
    ],
  );
  const day = START - (START % DAY);
  expect(db.prepare('SELECT * FROM combat_hours').raw().all()).toEqual([
    [day, 'ann', (1 << 10) | (1 << 23)],
    [day, 'bob', 1 << 23],
  ]);
  expect(combatRows(db, { player: 'ann' }).map(({ window_start }) => window_start.slice(11, 16))).toEqual([
    '10:15',
    '10:25',
    '23:55',
  ]);
});

test('windows of another size end as they were folded', () => {
  const windows = { ...DEFAULT_SETTINGS.windows, combat: 60 };
  const path = `${temporaryFolder()}/test.db`;
  const store = Store.open(path, { ...DEFAULT_SETTINGS, windows });
  store.db.prepare('INSERT INTO combat VALUES (?, ?, ?, ?)').run(START - 900_000, 'ann', 1, 0);
  expect(combatRows(store.db)).toMatchObject([
    { window_start: '2024-11-12T10:00:00.000Z', window_end: '2024-11-12T11:00:00.000Z' },
  ]);
  store.close();
});
