/** On which days a player was active or paid, and for what. Of each day and item there is only who, not how much. */
import type { Db } from '../open.js';
import { MOST_LOOKED_AT, type Some } from './some.js';

/** How many of the days with player-events the player was active on: of the last 10,000 of them. */
export function activeDays(db: Db, player: string): number {
  return db
    .prepare(
      `SELECT count(*) FROM (SELECT day FROM audience_days ORDER BY day DESC LIMIT ${MOST_LOOKED_AT}) d
       CROSS JOIN audience_active a ON a.day = d.day AND a.player_id = ?`,
    )
    .pluck()
    .get(player) as number;
}

/** Starts of the days on which the player paid, the latest first, ms since 1970: of the last 10,000 days with purchases. */
export function paidDays(db: Db, player: string): number[] {
  return db
    .prepare(
      `SELECT d.day FROM (SELECT day FROM audience_sales ORDER BY day DESC LIMIT ${MOST_LOOKED_AT}) d
       CROSS JOIN audience_sales_payers p ON p.day = d.day AND p.member = ? ORDER BY d.day DESC`,
    )
    .pluck()
    .all(player) as number[];
}

/** What the player has bought, the most sold items first. More, too, when there are more than 10,000 items to look at. */
export function itemsOf(db: Db, player: string, limit: number): Some<string> {
  const bought = db
    .prepare(
      `SELECT i.item_id FROM (SELECT item_id, purchases FROM items ORDER BY purchases DESC, item_id LIMIT ${MOST_LOOKED_AT}) i
       CROSS JOIN items_buyers b ON b.item_id = i.item_id AND b.member = ?
       ORDER BY i.purchases DESC, i.item_id LIMIT ?`,
    )
    .pluck()
    .all(player, limit + 1) as string[];
  const isMore = db.prepare(`SELECT 1 FROM items LIMIT 1 OFFSET ${MOST_LOOKED_AT}`).get() !== undefined;
  return { rows: bought.slice(0, limit), more: bought.length > limit || isMore };
}
