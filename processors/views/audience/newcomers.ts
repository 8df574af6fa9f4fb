/**
 * Who is active on which day, each player's first day, and how many of a day's new players come back.
 *
 * A late event can make a player's first day an earlier one: then all that the player counted for on the later day is
 * taken back there and counted on the earlier one.
 */

import type { Statement } from 'better-sqlite3';
import { DAY } from '../../rollups/rollup.js';
import { BulkRows } from '../../store/bulk-rows.js';
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

export class Newcomers {
  readonly #counts: DayCounts;
  readonly #active: BulkRows;
  readonly #firstDays: BulkRows;
  readonly #isActive: Statement;
  readonly #firstDay: Statement;

  constructor(db: Db, counts: DayCounts) {
    this.#counts = counts;
    this.#active = new BulkRows(db, 'INSERT INTO audience_active (day, player_id)', 2);
    this.#firstDays = new BulkRows(
      db,
      'INSERT INTO audience_first_days (player_id, day)',
      2,
      'ON CONFLICT (player_id) DO UPDATE SET day = excluded.day',
    );
    this.#isActive = db.prepare('SELECT 1 FROM audience_active WHERE day = ? AND player_id = ?');
    this.#firstDay = db.prepare('SELECT day FROM audience_first_days WHERE player_id = ?').pluck();
  }

  /**
   * Takes a player for active on some days, each named once; the player may be known to be active on them. Once a player
   * and commit, within its transaction.
   */
  note(player: string, days: readonly number[]): void {
    const first = this.#firstDay.get(player) as number | undefined;
    const isStored = (day: number) =>
      first !== undefined && day >= first && this.#isActive.get(day, player) !== undefined;
    const more = days.filter((day) => !isStored(day));
    if (more.length === 0) return;
    for (const day of more) {
      this.#active.put(day).put(player);
      this.#counts.add(day, 'active_players', 1);
    }
    const earliest = more.reduce((day, other) => Math.min(day, other));
    if (first !== undefined && first < earliest) {
      this.#countReturns(first, 1, (day) => more.includes(day));
      return;
    }
    this.#firstDays.put(player).put(earliest);
    if (first !== undefined) {
      this.#counts.add(first, 'new_players', -1);
      this.#countReturns(first, -1, isStored);
    }
    this.#counts.add(earliest, 'new_players', 1);
    this.#countReturns(earliest, 1, (day) => more.includes(day) || isStored(day));
  }

  flush(): void {
    this.#active.flush();
    this.#firstDays.flush();
  }

  /** Counts who was new on a day, once more (1) or no longer (−1), among those who came back. */
  #countReturns(first: number, times: 1 | -1, cameOn: (day: number) => boolean): void {
    for (const days of RETURNS) {
      if (cameOn(first + days * DAY)) this.#counts.add(first, `back_${days}`, times);
    }
  }
}
