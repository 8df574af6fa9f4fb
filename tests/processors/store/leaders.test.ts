import { expect, test, vi } from 'vitest';
import { LEADER_WINDOW_ROWS, leaderRows } from '../../../processors/store/leaders.js';
import type { Db } from '../../../processors/store/open.js';
import { temporaryStore } from '../../support/database.js';

const NOON = Date.parse('2024-11-12T12:00:00Z');
const WINDOW = 300_000;

function fight(db: Db, windowsAgo: number, player: string, kills: number, deaths: number): void {
  const insert = db.prepare('INSERT INTO combat VALUES (?, ?, ?, ?)');
  insert.run(NOON - windowsAgo * WINDOW, player, kills, deaths);
}

function standing(db: Db, limit = 10, skip = 0): [string, number, number, number | null][] {
  return leaderRows(db, limit, skip).map(({ player_id, kills, deaths, kill_ratio }) => [
    player_id,
    kills,
    deaths,
    kill_ratio,
  ]);
}

test('the latest twelve windows are added up, and ranked by kills per death', () => {
  const { db } = temporaryStore();
  expect(leaderRows(db, 10)).toEqual([]);
  fight(db, 0, 'ann', 2, 1);
  fight(db, 11, 'ann', 4, 1);
  fight(db, 12, 'ann', 100, 0);
  fight(db, 0, 'bob', 3, 0);
  fight(db, 1, 'cleo', 6, 2);
  fight(db, 1, 'dan', 0, 0);
  fight(db, 1, 'eve', 0, 3);
  expect(standing(db)).toEqual([
    ['ann', 6, 2, 3],
    ['cleo', 6, 2, 3],
    ['bob', 3, 0, null],
    ['dan', 0, 0, null],
    ['eve', 0, 3, 0],
  ]);
  expect(standing(db, 2, 1).map(([player]) => player)).toEqual(['cleo', 'bob']);
  expect(leaderRows(db, 1)[0]).toMatchObject({
    from: '2024-11-12T11:05:00.000Z',
    to: '2024-11-12T12:05:00.000Z',
  });
});

test('of windows with many rows only whole ones count, and the latest in any case; no others are read', () => {
  const { db } = temporaryStore();
  const prepare = vi.spyOn(db, 'prepare');
  const crowd = (windowsAgo: number, many: number) => {
    for (let i = 0; i < many; i++) fight(db, windowsAgo, `p${i}`, 1, 1);
  };
  fight(db, 0, 'ann', 5, 1);
  fight(db, 1, 'ann', 5, 1);
  crowd(1, LEADER_WINDOW_ROWS - 2);
  fight(db, 2, 'ann', 5, 1);
  expect(standing(db, 1)).toEqual([['ann', 10, 2, 5]]);
  crowd(0, 1);
  expect(standing(db, 1)).toEqual([['ann', 5, 1, 5]]);
  db.prepare('DELETE FROM combat WHERE window_start < ?').run(NOON);
  for (let i = 1; i <= LEADER_WINDOW_ROWS; i++) fight(db, 0, `q${i}`, 1, 1);
  expect(standing(db, 1)).toEqual([['ann', 5, 1, 5]]);
  const texts = new Set(prepare.mock.calls.map(([sql]) => sql).filter((sql) => /SELECT.* combat/s.test(sql)));
  prepare.mockRestore();
  const plans = [...texts].map((sql) => {
    const parameters = new Array((sql.match(/\?/g) ?? []).length).fill(0);
    const steps = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(parameters) as { detail: string }[];
    return steps.map(({ detail }) => detail).join('; ');
  });
  expect(plans).toHaveLength(4);
  expect(plans.filter((plan) => /SCAN combat/.test(plan))).toEqual([]);
});
