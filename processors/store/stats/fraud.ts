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
import { priceSubjectsOf } from '../price-subject.js';
import { windowsInForce } from '../schema.js';
import { iso } from './iso.js';
import { keptFrom } from './kept.js';
import { keyset } from './keyset.js';
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

const RULES: readonly FraudRule[] = ['velocity', 'shared_ip', 'many_ips', 'price_mismatch'];
const KEPT_FROM = `CASE f.rule ${RULES.map((rule) => `WHEN '${rule}' THEN ?`).join(' ')} END`;

/** Of the windows that are kept. `player` is the subject, or the player in it; `item` finds `price_mismatch`. */
export function fraudRows(db: Db, selection: Selection = {}): FraudRow[] {
  const windows = windowsInForce(db);
  const kept = RULES.map((rule) => keptFrom(db, 'purchase-events', windowOf(rule, windows)));
  const [from, to] = timesOf(selection);
  const times: Span = [Math.max(from, Math.min(...kept)), to];
  const { player, item } = selection;
  const { where, values, order } = keyset(['f.window_start', 'f.rule', 'f.subject'], selection, {
    times,
    equal: { 'f.player_id': player, 'f.item_id': item },
  });
  const lie = item !== undefined && player === undefined ? whereOfItem(item, times, selection) : undefined;
  const rows = db
    .prepare(
      `SELECT f.window_start, f.rule, f.subject, f.count, f.highest, f.lowest, m.median
       FROM fraud f LEFT JOIN fraud_markets m
         ON m.day = f.window_start AND m.item_id = f.item_id AND m.currency = f.currency
       WHERE ${where} AND f.window_start >= ${KEPT_FROM} ${lie === undefined ? '' : `AND ${lie.where}`}
       ORDER BY ${order} LIMIT ?`,
    )
    .all(...values, ...kept, ...(lie?.values ?? []), limitOf(selection)) as FlagRow[];
  return rows.map((row) => ({
    rule: row.rule,
    subject: row.subject,
    window_start: iso(row.window_start),
    evidence: evidenceOf(row),
  }));
}

type Span = [from: number, to: number];

/** Flags of an item lie together on each day on which it was bought, by what their subjects begin with. */
function whereOfItem(
  item: string,
  [from, to]: Span,
  { after, reverse = false }: Selection,
): { where: string; values: (string | number)[] } {
  const day = after?.[0] as number | undefined;
  const first = day === undefined || reverse ? from : Math.max(from, day);
  const end = day === undefined || !reverse ? to : Math.min(to, day + 1);
  return {
    where: `f.rule = 'price_mismatch' AND f.subject >= ? AND f.subject < ?
      AND f.window_start IN (SELECT day FROM item_days WHERE item_id = ? AND day >= ? AND day < ?)`,
    values: [...priceSubjectsOf(item), item, first, end],
  };
}

function evidenceOf(row: FlagRow): Evidence {
  return isCounted(row.rule) ? countEvidence(row.rule, row.count!) : priceEvidence(row, row.median!);
}

function isCounted(rule: FraudRule): rule is CountedRule {
  return rule in COUNTED;
}
