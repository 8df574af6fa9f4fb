/** From rows of combat to a leaderboard: what each player's windows come to, added up. */
import type { CombatRow } from '../rows.js';

export interface Fighter {
  readonly player: string;
  readonly kills: number;
  readonly deaths: number;
}

/** Where the page of rows was full, its oldest window may be cut; it is left out unless it is the only one. */
export function wholeWindows(rows: readonly CombatRow[], limit: number): readonly CombatRow[] {
  const oldest = rows.at(-1)?.window_start;
  if (rows.length < limit || rows[0]?.window_start === oldest) return rows;
  return rows.filter(({ window_start }) => window_start !== oldest);
}

/** By kills per death; who has not died has no such ratio and comes after those who have, by kills. */
export function leaders(rows: readonly CombatRow[]): Fighter[] {
  const fighters = new Map<string, Fighter>();
  for (const { player_id: player, kill_count, death_count } of rows) {
    const { kills, deaths } = fighters.get(player) ?? { kills: 0, deaths: 0 };
    fighters.set(player, { player, kills: kills + kill_count, deaths: deaths + death_count });
  }
  const perDeath = ({ kills, deaths }: Fighter) => (deaths === 0 ? -1 : kills / deaths);
  return [...fighters.values()].sort(
    (a, b) => perDeath(b) - perDeath(a) || b.kills - a.kills || (a.player < b.player ? -1 : 1),
  );
}
