/** On which days a player was active or paid, and for what. Of each day and item there is only who, not how much. */
import { DAY } from '../../rollups/rollup.js';
import { MARKS } from '../member-shape.js';
import type { Db } from '../open.js';
import { MOST_LOOKED_AT, type Some } from './some.js';
import { startsOf } from './starts.js';

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

/** Starts of the days on which the player paid, the latest first, ms since 1970: the last 10,000 of them. */
export function paidDays(db: Db, player: string): number[] {
  const spans = db
    .prepare(
      `${startsOf('audience_sales_payers', 'span_start')}
       SELECT start, marks FROM starts
       CROSS JOIN audience_sales_payers p ON p.span_start = start AND p.member = ?`,
    )
    .raw()
    .all(player) as [start: number, marks: number][];
  const days = spans.flatMap(([start, marks]) => marked(marks).map((day) => start + day * DAY));
  return days.sort((a, b) => b - a).slice(0, MOST_LOOKED_AT);
}

/** What the player has bought, the most sold items first. More, too, when there are more items than are looked at. */
export function itemsOf(db: Db, player: string, limit: number): Some<string> {
  const blocks = db
    .prepare(
      `${startsOf('items_buyers', 'item_id_block')}
       SELECT start, marks FROM (SELECT start FROM starts LIMIT ${MOST_BLOCKS})
       CROSS JOIN items_buyers b ON b.item_id_block = start AND b.member = ?`,
    )
    .raw()
    .all(player) as [block: number, marks: number][];
  const numbers = blocks.flatMap(([block, marks]) => marked(marks).map((n) => block * MARKS + n));
  const bought = db
    .prepare(
      `SELECT i.item_id FROM json_each(?) AS n CROSS JOIN items_buyers_numbers AS b ON b.number = n.value
       CROSS JOIN items AS i ON i.item_id = b.item_id ORDER BY i.purchases DESC, i.item_id LIMIT ?`,
    )
    .pluck()
    .all(JSON.stringify(numbers.slice(0, MOST_LOOKED_AT)), limit + 1) as string[];
  const last = db.prepare('SELECT max(number) FROM items_buyers_numbers').pluck().get() as number | null;
  const isMore = numbers.length > MOST_LOOKED_AT || (last ?? 0) >= MOST_BLOCKS * MARKS;
  return { rows: bought.slice(0, limit), more: bought.length > limit || isMore };
}

/** Blocks of items that are looked into: a few ms, however many items there are. */
const MOST_BLOCKS = 4000;

/** Numbers of the bits that are set. */
function marked(marks: number): number[] {
  return Array.from({ length: MARKS }, (_, n) => n).filter((n) => ((marks >> n) & 1) === 1);
}
