/** `stats audience`: who plays, comes back and pays, by UTC day. */
import { decimalString } from '../../rollups/decimal.js';
import { DAY, windowStart } from '../../rollups/rollup.js';
import type { Db } from '../open.js';
import { wholeSum } from '../rollup-columns.js';
import { watermark } from '../watermark.js';
import { iso } from './iso.js';
import { keyset } from './keyset.js';
import { limitOf, type Selection, timesOf } from './selection.js';

export interface AudienceRow {
  /** `2024-11-12`. */
  day: string;
  active_players: number;
  new_players: number;
  sessions: number;
  /** Null when no session began. */
  median_session_seconds: number | null;
  payers: number;
  /** Payers of active players; null when nobody was active. */
  paying_share: number | null;
  /** Decimal strings by currency. */
  revenue: Record<string, string>;
  /** Share of the new players who are active 1, 7, 30 days later; null when there were none, or while it is too early. */
  d1: number | null;
  d7: number | null;
  d30: number | null;
}

export function audienceRows(db: Db, selection: Selection = {}): AudienceRow[] {
  const played = playedDays(db, selection);
  const paid = paidDays(db, selection);
  const direction = selection.reverse === true ? -1 : 1;
  const days = [...new Set([...played.keys(), ...paid.keys()])]
    .sort((a, b) => direction * (a - b))
    .slice(0, selection.limit);
  const revenueOn = revenues(db, days[0], days.at(-1));
  const lastDay = windowStart(watermark(db, 'player-events'), DAY);
  return days.map((day) => {
    const { active_players, new_players, sessions, median_session, ...back } = played.get(day) ?? NOBODY;
    const payers = paid.get(day) ?? 0;
    const share = (returned: number, later: number) =>
      lastDay > day + later * DAY && new_players > 0 ? returned / new_players : null;
    return {
      day: iso(day).slice(0, 10),
      active_players,
      new_players,
      sessions,
      median_session_seconds: median_session === null ? null : median_session / 1000,
      payers,
      paying_share: active_players === 0 ? null : payers / active_players,
      revenue: revenueOn.get(day) ?? {},
      d1: share(back.back_1, 1),
      d7: share(back.back_7, 7),
      d30: share(back.back_30, 30),
    };
  });
}

interface PlayedDay {
  active_players: number;
  new_players: number;
  sessions: number;
  /** ms. */
  median_session: number | null;
  back_1: number;
  back_7: number;
  back_30: number;
}

const NOBODY: PlayedDay = {
  active_players: 0,
  new_players: 0,
  sessions: 0,
  median_session: null,
  back_1: 0,
  back_7: 0,
  back_30: 0,
};

function playedDays(db: Db, selection: Selection): Map<number, PlayedDay> {
  const { where, values, order } = dayKeyset(selection);
  const rows = db
    .prepare(`SELECT * FROM audience_days WHERE ${where} ORDER BY ${order} LIMIT ?`)
    .all(...values, limitOf(selection)) as (PlayedDay & { day: number })[];
  return new Map(rows.map((row) => [row.day, row]));
}

function paidDays(db: Db, selection: Selection): Map<number, number> {
  const { where, values, order } = dayKeyset(selection);
  const rows = db
    .prepare(`SELECT day, payers FROM audience_sales WHERE ${where} ORDER BY ${order} LIMIT ?`)
    .raw()
    .all(...values, limitOf(selection)) as [day: number, payers: number][];
  return new Map(rows);
}

function dayKeyset(selection: Selection) {
  return keyset(['day'], selection, { times: timesOf(selection) });
}

/** Of the days between two, both inclusive, whichever is the earlier. */
function revenues(db: Db, one = 0, other = one): Map<number, Record<string, string>> {
  const rows = db
    .prepare(
      `SELECT day, currency, revenue_high, revenue_low FROM audience_revenue
       WHERE day >= ? AND day <= ? ORDER BY day, currency`,
    )
    .all(Math.min(one, other), Math.max(one, other)) as RevenueRow[];
  const revenues = new Map<number, Record<string, string>>();
  for (const { day, currency, revenue_high, revenue_low } of rows) {
    const revenue = revenues.get(day) ?? {};
    revenue[currency] = decimalString(wholeSum(revenue_high, revenue_low));
    revenues.set(day, revenue);
  }
  return revenues;
}

interface RevenueRow {
  day: number;
  currency: string;
  revenue_high: number;
  revenue_low: number;
}
