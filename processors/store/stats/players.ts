/** `stats players`: what each player holds, where they belong and how they fare. */
import { NO_GUILD } from '../../rollups/players.js';
import type { Db } from '../open.js';
import { iso } from './iso.js';
import { keyset } from './keyset.js';
import { limitOf, type Selection } from './selection.js';

export interface PlayerRow {
  player_id: string;
  /** How many by type; empty when none. */
  swords: Record<string, number>;
  weapons: Record<string, number>;
  guild: string | null;
  /** Per cent. */
  health: number;
  battles: number;
  wins: number;
  last_seen: string;
}

/** Before any battle. */
const FULL_HEALTH = 100;

export function playerRows(db: Db, selection: Selection = {}): PlayerRow[] {
  const { where, values, order } = keyset(['player_id'], selection, {
    equal: { player_id: selection.player },
  });
  const found = db
    .prepare(
      `SELECT player_id, guild, health, battles, wins, last_seen FROM players
       WHERE ${where} ORDER BY ${order} LIMIT ?`,
    )
    .all(...values, limitOf(selection)) as StoredRow[];
  const isReverse = selection.reverse === true;
  const ascending = isReverse ? found.toReversed() : found;
  const armsOf = arms(db, ascending);
  const rows = ascending.map(({ player_id, guild, health, battles, wins, last_seen }) => ({
    player_id,
    ...armsOf(player_id),
    guild: guild === NO_GUILD ? null : guild,
    health: health ?? FULL_HEALTH,
    battles,
    wins,
    last_seen: iso(last_seen),
  }));
  return isReverse ? rows.reverse() : rows;
}

/**
 * What the players of `rows`, who follow one another in order without a gap, have bought; to be asked in their order.
 * `fromEntries` also takes a type that is called `__proto__`.
 */
function arms(db: Db, rows: readonly StoredRow[]): (player: string) => Pick<PlayerRow, 'swords' | 'weapons'> {
  const bought = db
    .prepare(
      `SELECT player_id, kind, type, bought FROM player_arms
       WHERE player_id >= ? AND player_id <= ? ORDER BY player_id, kind, type`,
    )
    .raw()
    .all(rows[0]?.player_id ?? null, rows.at(-1)?.player_id ?? null) as [
    string,
    'sword' | 'weapon',
    string,
    number,
  ][];
  let at = 0;
  return (player) => {
    const swords: [string, number][] = [];
    const weapons: [string, number][] = [];
    for (; bought[at]?.[0] === player; at++) {
      const [, kind, type, count] = bought[at]!;
      (kind === 'sword' ? swords : weapons).push([type, count]);
    }
    return { swords: Object.fromEntries(swords), weapons: Object.fromEntries(weapons) };
  };
}

interface StoredRow {
  player_id: string;
  guild: string | null;
  health: number | null;
  battles: number;
  wins: number;
  last_seen: number;
}
