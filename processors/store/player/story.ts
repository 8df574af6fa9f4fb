/** Everything that is known of one player, read by index: it costs about the same however many players there are. */
import { MINUTE } from '../../rollups/rollup.js';
import type { Db } from '../open.js';
import { windowsInForce } from '../schema.js';
import { type CombatRow, combatRow } from '../stats/combat.js';
import { fightsOf } from '../stats/fights.js';
import { type FraudRow, fraudRows } from '../stats/fraud.js';
import { iso, isoOrNull } from '../stats/iso.js';
import { keptFrom } from '../stats/kept.js';
import { type PlayerRow, playerRows } from '../stats/players.js';
import { activeDays, itemsOf, paidDays } from './days.js';
import { MOST_LOOKED_AT, type Some, someOf } from './some.js';
import { playedSpan, type StorySession, type StoryVisit, sessionsOf, visitsOf } from './visits.js';

/** Lists are the newest first, `limit` rows of each at the most, and say whether there are more. */
export interface PlayerStory {
  player_id: string;
  /**
   * Time of the first player-event; without any, start of the first combat window or day of a purchase. Null where only
   * actions are known.
   */
  first_seen: string | null;
  /** The latest time that is known: of a purchase the start of its day, of combat that of its window. */
  last_seen: string;
  /** UTC days with player-events of theirs. */
  days_active: number;
  /** The row of `stats players`; null without game-actions. */
  profile: PlayerRow | null;
  visits: Some<StoryVisit>;
  sessions: Some<StorySession>;
  purchases: StoryPurchases;
  combat: StoryCombat;
  fraud: Some<FraudRow>;
}

/** Which items on which days, but neither how many nor for how much: that is kept by item, and not by player. */
export interface StoryPurchases {
  days_paid: number;
  /** `2024-11-12`. */
  days: Some<string>;
  /** The most sold items first. */
  items: Some<string>;
}

/** Totals of the windows that are kept, the last 10,000 of them. */
export interface StoryCombat {
  kill_count: number;
  death_count: number;
  /** Null when there were no deaths. */
  kill_ratio: number | null;
  windows: Some<CombatRow>;
}

const SOME = 20;

/** Null when nothing is known of the player. */
export function playerStory(
  db: Db,
  playerId: string,
  { limit = SOME }: { readonly limit?: number | undefined } = {},
): PlayerStory | null {
  const newest = { player: playerId, reverse: true, limit: limit + 1 };
  const played = playedSpan(db, playerId);
  const paid = paidDays(db, playerId);
  const combat = combatOf(db, playerId, limit);
  const [profile = null] = playerRows(db, { player: playerId });
  const acted = profile === null ? null : Date.parse(profile.last_seen);
  const last = latest(played.last, paid[0], combat.last, acted);
  if (last === undefined) return null;
  return {
    player_id: playerId,
    first_seen: isoOrNull(played.first ?? earliest(paid.at(-1), combat.first) ?? null),
    last_seen: iso(last),
    days_active: activeDays(db, playerId),
    profile,
    visits: visitsOf(db, playerId, limit),
    sessions: sessionsOf(db, playerId, limit),
    purchases: {
      days_paid: paid.length,
      days: someOf(
        paid.map((day) => iso(day).slice(0, 10)),
        limit,
      ),
      items: itemsOf(db, playerId, limit),
    },
    combat: combat.shown,
    fraud: someOf(fraudRows(db, newest), limit),
  };
}

interface Combat {
  readonly shown: StoryCombat;
  /** Starts of windows, ms since 1970. */
  readonly first: number | undefined;
  readonly last: number | undefined;
}

function combatOf(db: Db, player: string, limit: number): Combat {
  const size = windowsInForce(db).combat * MINUTE;
  const span = [keptFrom(db, 'combat-events', size), Number.MAX_SAFE_INTEGER] as const;
  const fights = fightsOf(db, player, span, { reverse: true, limit: MOST_LOOKED_AT });
  const kill_count = fights.reduce((sum, fight) => sum + fight.kill_count, 0);
  const death_count = fights.reduce((sum, fight) => sum + fight.death_count, 0);
  return {
    shown: {
      kill_count,
      death_count,
      kill_ratio: death_count === 0 ? null : kill_count / death_count,
      windows: someOf(
        fights.slice(0, limit + 1).map((fight) => combatRow(fight, size)),
        limit,
      ),
    },
    first: fights.at(-1)?.window_start,
    last: fights[0]?.window_start,
  };
}

type Time = number | null | undefined;

function latest(...times: readonly Time[]): number | undefined {
  return known(times).at(-1);
}

function earliest(...times: readonly Time[]): number | undefined {
  return known(times)[0];
}

function known(times: readonly Time[]): number[] {
  return times.filter((time): time is number => typeof time === 'number').sort((a, b) => a - b);
}
