/**
 * Fraud (docs/data-dictionary.md): four rules over purchases. What they count is kept by window; what they flag stands in a
 * table of its own, brought up to date at each commit, so that reading it is reading a table in order.
 */
import type { EventColumns } from '../../../schemas/index.js';
import type { Settings } from '../../../settings/settings.js';
import type { Db } from '../../store/open.js';
import type { Commit, View, ViewKind } from '../view.js';
import { AllowList } from './allowed.js';
import { CanonicalIps } from './canonical-ips.js';
import { flagCounted, RuleCounts } from './counted-rule.js';
import { COUNTED, type CountedRule } from './evidence.js';
import { Flags } from './flags.js';
import { PriceMismatch } from './price-mismatch.js';
import { FRAUD_TABLES } from './tables.js';
import { fraudWindows } from './windows.js';

const RULES = Object.keys(COUNTED) as CountedRule[];

export const fraud: ViewKind<'purchase-events'> = {
  topic: 'purchase-events',
  name: () => 'fraud',
  finds: 'fraud',
  ddl: () => FRAUD_TABLES,
  windows: ({ windows }) => fraudWindows(windows),
  open: (db, settings) => new FraudView(db, settings),
  rederive: (db, settings) => {
    const allowed = new AllowList(settings.allow);
    db.prepare('DELETE FROM fraud').run();
    for (const rule of RULES) flagCounted(db, rule, settings);
    removeAllowed(db, allowed);
    new PriceMismatch(db, new Flags(db, allowed), settings).flagAll();
  },
};

class FraudView implements View<'purchase-events'> {
  readonly full = false;
  readonly #ips = new CanonicalIps();
  readonly #counts: readonly RuleCounts[];
  readonly #prices: PriceMismatch;

  constructor(db: Db, settings: Settings) {
    const flags = new Flags(db, new AllowList(settings.allow));
    this.#counts = RULES.map((rule) => new RuleCounts(db, rule, flags, settings));
    this.#prices = new PriceMismatch(db, flags, settings);
  }

  take(written: EventColumns<'purchase-events'>, rows: Int32Array, count: number): void {
    const events = this.#ips.of(written, rows, count);
    for (const counts of this.#counts) counts.take(events, rows, count);
    this.#prices.take(events, rows, count);
  }

  write(commit: Commit): void {
    for (const counts of this.#counts) counts.write(commit);
    this.#prices.write(commit);
  }

  committed(): void {
    this.#ips.clear();
    for (const counts of this.#counts) counts.clear();
    this.#prices.clear();
  }
}

/** Takes away the flags by count of those who are no subject. */
function removeAllowed(db: Db, allowed: AllowList): void {
  for (const player of allowed.players) db.prepare('DELETE FROM fraud WHERE player_id = ?').run(player);
  const flagged = db.prepare("SELECT DISTINCT subject FROM fraud WHERE rule = 'shared_ip'").pluck().all();
  const ips = (flagged as string[]).filter((ip) => allowed.hasAddress(ip));
  db.prepare(
    "DELETE FROM fraud WHERE rule = 'shared_ip' AND subject IN (SELECT value FROM json_each(?))",
  ).run(JSON.stringify(ips));
}
