/**
 * Who is active on which day, each player's first day, and how many of a day's new players come back.
 *
 * A late event can make a player's first day an earlier one: then all that the player counted for on the later day is
 * taken back there and counted on the earlier one.
 */

import { DAY } from '../../rollups/rollup.js';
import type { Db } from '../../store/open.js';
import { type DayCounts, RETURNS } from './day-counts.js';

export const NEWCOMER_DDL = [
  `CREATE TABLE audience_active (
    day INTEGER NOT NULL,
    player_id TEXT NOT NULL,
    PRIMARY KEY (day, player_id)
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE audience_first_days (
    player_id TEXT PRIMARY KEY,
    day INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
];

/** Takes a player for active on a day, however often. Within the commit's transaction. */
export type ActiveWriter = (day: number, player: string) => void;

export function activeWriter(db: Db, counts: DayCounts): ActiveWriter {
  const insert = db.prepare('INSERT OR IGNORE INTO audience_active VALUES (?, ?)');
  const active = db.prepare('SELECT 1 FROM audience_active WHERE day = ? AND player_id = ?');
  const firstDay = db.prepare('SELECT day FROM audience_first_days WHERE player_id = ?').pluck();
  const setFirstDay = db.prepare(
    'INSERT INTO audience_first_days VALUES (?, ?) ON CONFLICT (player_id) DO UPDATE SET day = excluded.day',
  );

  /** Counts the player as new on a day (1), or no longer (−1). */
  const countNew = (day: number, player: string, times: 1 | -1) => {
    counts.add(day, 'new_players', times);
    for (const days of RETURNS) {
      if (active.get(day + days * DAY, player) !== undefined) counts.add(day, `back_${days}`, times);
    }
  };

  return (day, player) => {
    if (insert.run(day, player).changes === 0) return;
    counts.add(day, 'active_players', 1);
    const first = firstDay.get(player) as number | undefined;
    if (first !== undefined && first < day) {
      const days = RETURNS.find((days) => first + days * DAY === day);
      if (days !== undefined) counts.add(first, `back_${days}`, 1);
      return;
    }
    setFirstDay.run(player, day);
    if (first === undefined) {
      counts.add(day, 'new_players', 1);
      return;
    }
    countNew(first, player, -1);
    countNew(day, player, 1);
  };
}
