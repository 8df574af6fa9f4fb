/** `stats fraud`: who is flagged, by which rule, in which window, and on what evidence. */
import {
  COUNTED,
  type CountedRule,
  countEvidence,
  type Evidence,
  type FraudRule,
  priceEvidence,
} from '../../views/fraud/evidence.js';
import { windowOf } from '../../views/fraud/windows.js';
import type { Db } from '../open.js';
import { windowsInForce } from '../schema.js';
import { iso } from './iso.js';
import { keptFrom } from './kept.js';
import { limitOf, type Selection, timesOf } from './selection.js';

export interface FraudRow {
  rule: FraudRule;
  /** The player, the address (`shared_ip`), or ITEM/CURRENCY/PLAYER (`price_mismatch`). */
  subject: string;
  window_start: string;
  evidence: Evidence;
}

interface FlagRow {
  window_start: number;
  rule: FraudRule;
  subject: string;
  count: number | null;
  highest: number | null;
  lowest: number | null;
  median: number | null;
}

/**
 * Of a selection, `from` and `to` (by the start of the window), `player` (the subject, or the player in it), `item`
 * (of `price_mismatch`) and `limit` narrow.
 */
export function fraudRows(db: Db, selection: Selection = {}): FraudRow[] {
  const { player, item } = selection;
  const conditions = ['f.window_start >= ?', 'f.window_start < ?'];
  const values: (string | number)[] = timesOf(selection);
  if (player !== undefined) {
    conditions.push('f.player_id = ?');
    values.push(player);
  }
  if (item !== undefined) {
    conditions.push('f.item_id = ?');
    values.push(item);
  }
  const order = 'f.window_start, f.rule, f.subject';
  const which = `AND ${conditions.join(' AND ')} ORDER BY ${order} LIMIT ?`;
  return flagRows(db, which, [...values, limitOf(selection)]);
}

const RULES: readonly FraudRule[] = ['velocity', 'shared_ip', 'many_ips', 'price_mismatch'];
const KEPT_FROM = `CASE f.rule ${RULES.map((rule) => `WHEN '${rule}' THEN ?`).join(' ')} END`;

/** The flags of the latest windows, the latest first. */
export function latestFraudRows(db: Db, limit: number): FraudRow[] {
  return flagRows(db, 'ORDER BY f.window_start DESC, f.rule, f.subject LIMIT ?', [limit]);
}

/** Of the windows that are kept. */
function flagRows(db: Db, which: string, parameters: readonly (string | number)[]): FraudRow[] {
  const windows = windowsInForce(db);
  const kept = RULES.map((rule) => keptFrom(db, 'purchase-events', windowOf(rule, windows)));
  const rows = db
    .prepare(
      `SELECT f.window_start, f.rule, f.subject, f.count, f.highest, f.lowest, m.median
       FROM fraud f LEFT JOIN fraud_markets m
         ON m.day = f.window_start AND m.item_id = f.item_id AND m.currency = f.currency
       WHERE f.window_start >= ? AND f.window_start >= ${KEPT_FROM} ${which}`,
    )
    .all(Math.min(...kept), ...kept, ...parameters) as FlagRow[];
  return rows.map((row) => ({
    rule: row.rule,
    subject: row.subject,
    window_start: iso(row.window_start),
    evidence: evidenceOf(row),
  }));
}

function evidenceOf(row: FlagRow): Evidence {
  return isCounted(row.rule) ? countEvidence(row.rule, row.count!) : priceEvidence(row, row.median!);
}

function isCounted(rule: FraudRule): rule is CountedRule {
  return rule in COUNTED;
}
