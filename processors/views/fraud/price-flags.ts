/**
 * The flags of `price_mismatch`. When the bounds of a market move, only the prices that they pass are looked at; the
 * evidence names the median of the market, so that a median that moves past no price costs no row.
 */

import { DAY } from '../../rollups/rollup.js';
import type { Db } from '../../store/open.js';
import { priceSubjectPrefix } from '../../store/price-subject.js';
import type { Commit } from '../view.js';
import { type PricesOff, priceEvidence } from './evidence.js';
import { type Flags, tellFraud, type Window } from './flags.js';
import type { PaidPrices } from './market.js';
import type { Paid } from './packed-prices.js';
import type { PriceBounds } from './price-bounds.js';
import type { MarketKey } from './price-rows.js';

/** Players judged at a time: a market may have a million. */
const PAGE = 1000;

/** A moved median is told of so many flags of a market; where there are more, it is no news of any of them. */
const TOLD_OF_MEDIAN = 100;

/** How a market has changed. */
export interface MarketChange {
  readonly from: PriceBounds;
  readonly to: PriceBounds;
  readonly median: number;
  /** Whether flags that stay as they are have another median now. */
  readonly isMedianNew: boolean;
  /** With the new prices among them. */
  readonly paid: PaidPrices;
}

type Report = Pick<Commit, 'report'>;

export class PriceFlags {
  readonly #find;
  readonly #upsert;
  readonly #remove;
  readonly #ofMarket;

  constructor(
    db: Db,
    readonly flags: Flags,
  ) {
    const flag = "window_start = ? AND rule = 'price_mismatch' AND subject";
    this.#find = db.prepare(`SELECT highest, lowest FROM fraud WHERE ${flag} = ?`);
    this.#remove = db.prepare(`DELETE FROM fraud WHERE ${flag} = ?`);
    this.#upsert = db.prepare(
      `INSERT INTO fraud (window_start, rule, subject, player_id, item_id, currency, highest, lowest)
       VALUES (?, 'price_mismatch', ?, ?, ?, ?, ?, ?) ON CONFLICT (window_start, rule, subject)
       DO UPDATE SET highest = excluded.highest, lowest = excluded.lowest`,
    );
    this.#ofMarket = db.prepare(
      `SELECT subject, highest, lowest FROM fraud WHERE ${flag} > ? AND subject < ?
       ORDER BY subject LIMIT ${TOLD_OF_MEDIAN + 1}`,
    );
  }

  /**
   * Brings the flags of a market up to date.
   * @param off of what was paid since the last commit, all that is off now
   */
  update(market: MarketKey, change: MarketChange, off: readonly Paid[], report: Report): void {
    const { from, to, isMedianNew } = change;
    const isSame = from.upper === to.upper && from.lower === to.lower;
    if (isSame && !isMedianNew && off.length === 0) return;
    const page = new PricesOffByPlayer(change.to);
    const told = new Set<string>();
    const write = () => {
      for (const [playerId, off] of page.players) {
        const subject = this.#write(market, playerId, off, change, report);
        if (subject !== undefined && told.size <= TOLD_OF_MEDIAN) told.add(subject);
      }
      page.players.clear();
    };
    const take = (prices: Iterable<Paid>) => {
      for (const each of prices) {
        page.add(each);
        if (page.players.size >= PAGE) write();
      }
    };
    take(off);
    const passed = (a: number, b: number) => {
      if (a !== b) take(change.paid.between(Math.min(a, b), Math.max(a, b)));
    };
    passed(change.from.upper, change.to.upper);
    // Both bounds are off themselves: the prices that a lower one passes begin one above it.
    passed(change.from.lower + 1, change.to.lower + 1);
    write();
    if (change.isMedianNew) this.#tellOfMedian(market, change, told, report);
  }

  /** Writes what a player's flag is now; says the subject when it was told. */
  #write(market: MarketKey, playerId: string, off: PricesOff, change: MarketChange, report: Report) {
    if (this.flags.allowed.players.has(playerId)) return undefined;
    const subject = `${priceSubjectPrefix(market.itemId, market.currency)}${playerId}`;
    const before = this.#find.get(market.day, subject) as PricesOff | undefined;
    const after = merged(before, off, change.to);
    if (before?.highest === after.highest && before.lowest === after.lowest) return undefined;
    if (after.highest === null && after.lowest === null) {
      if (before === undefined) return undefined;
      this.#remove.run(market.day, subject);
      return undefined;
    }
    const { itemId, currency } = market;
    this.#upsert.run(market.day, subject, playerId, itemId, currency, after.highest, after.lowest);
    tellFraud(report, 'price_mismatch', subject, dayOf(market), priceEvidence(after, change.median));
    return subject;
  }

  #tellOfMedian(market: MarketKey, { median }: MarketChange, told: ReadonlySet<string>, report: Report) {
    const prefix = priceSubjectPrefix(market.itemId, market.currency);
    // The prefix ends in `/`, and `0` comes after that.
    const end = `${prefix.slice(0, -1)}0`;
    const rows = this.#ofMarket.all(market.day, prefix, end) as (PricesOff & { subject: string })[];
    if (rows.length > TOLD_OF_MEDIAN) return;
    for (const { subject, ...off } of rows) {
      if (told.has(subject)) continue;
      tellFraud(report, 'price_mismatch', subject, dayOf(market), priceEvidence(off, median));
    }
  }
}

/** Of players whose prices are looked at: the outermost ones that are off, or none. */
class PricesOffByPlayer {
  readonly players = new Map<string, { highest: number | null; lowest: number | null }>();

  constructor(readonly bounds: PriceBounds) {}

  add({ price, player_id }: Paid): void {
    let off = this.players.get(player_id);
    if (off === undefined) {
      off = { highest: null, lowest: null };
      this.players.set(player_id, off);
    }
    if (price >= this.bounds.upper) off.highest = Math.max(off.highest ?? price, price);
    else if (price <= this.bounds.lower) off.lowest = Math.min(off.lowest ?? price, price);
  }
}

/** A price that was outermost stays so, unless the bound has passed it. */
function merged(
  before: PricesOff | undefined,
  { highest, lowest }: PricesOff,
  bounds: PriceBounds,
): PricesOff {
  const above = [before?.highest ?? null, highest].filter((price) => price !== null && price >= bounds.upper);
  const below = [before?.lowest ?? null, lowest].filter((price) => price !== null && price <= bounds.lower);
  return {
    highest: above.length === 0 ? null : Math.max(...(above as number[])),
    lowest: below.length === 0 ? null : Math.min(...(below as number[])),
  };
}

function dayOf({ day }: MarketKey): Window {
  return { start: day, windowMs: DAY };
}
