/**
 * Who is active on which day, each player's first day, and how many of a day's new players come back.
 *
 * A late event can make a player's first day an earlier one: then all that the player counted for on the later day is
 * taken back there and counted on the earlier one.
 */

import type { Statement } from 'better-sqlite3';
import { DAY } from '../../rollups/rollup.js';
import { BulkRows } from '../../store/bulk-rows.js';
import { Generations } from '../../store/generations.js';
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

/** Two generations of so many players are remembered after a commit: about 25 MB. */
const GENERATION = 131_072;

/** Days of a player who is in the database. */
interface Player {
  first: number;
  /** NaN where it is not known. */
  last: number;
}

export class Newcomers {
  /** Of those seen lately, so that nobody is looked up who plays on. */
  readonly #players = new Generations<string, Player>();
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
    const known = this.#playerOf(player);
    const isStored = (day: number) => known !== undefined && this.#wasActive(player, known, day);
    const more = days.filter((day) => !isStored(day));
    if (more.length === 0) return;
    for (const day of more) {
      this.#active.put(day).put(player);
      this.#counts.add(day, 'active_players', 1);
    }
    this.#countFirst(player, known?.first, more, isStored);
    const earliest = more.reduce((day, other) => Math.min(day, other));
    const latest = more.reduce((day, other) => Math.max(day, other));
    if (known === undefined) this.#players.add(player, { first: earliest, last: latest });
    else {
      if (earliest < known.first) known.first = earliest;
      if (latest > known.last) known.last = latest;
    }
  }

  flush(): void {
    this.#active.flush();
    this.#firstDays.flush();
  }

  /** Forgets those longest unseen. To be called after a commit. */
  age(): void {
    if (this.#players.weight >= GENERATION) this.#players.turn();
  }

  /** @param first the player's first day until now */
  #countFirst(
    player: string,
    first: number | undefined,
    more: readonly number[],
    isStored: (day: number) => boolean,
  ): void {
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

  #playerOf(player: string): Player | undefined {
    const known = this.#players.get(player);
    if (known !== undefined) return known;
    const first = this.#firstDay.get(player) as number | undefined;
    if (first === undefined) return undefined;
    const stored = { first, last: Number.NaN };
    this.#players.add(player, stored);
    return stored;
  }

  #wasActive(player: string, { first, last }: Player, day: number): boolean {
    if (day < first || day > last) return false;
    return day === first || day === last || this.#isActive.get(day, player) !== undefined;
  }

  /** Counts who was new on a day, once more (1) or no longer (−1), among those who came back. */
  #countReturns(first: number, times: 1 | -1, cameOn: (day: number) => boolean): void {
    for (const days of RETURNS) {
      if (cameOn(first + days * DAY)) this.#counts.add(first, `back_${days}`, times);
    }
  }
}
