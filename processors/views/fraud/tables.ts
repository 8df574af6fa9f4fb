/** The tables of the fraud rules: what they count, by window, and what they flag. */
import { COUNTED } from './evidence.js';
import { leavesTable } from './packed-groups.js';

/** What the rules that count keep. */
export const COUNTED_TABLES: readonly string[] = [
  ...Object.keys(COUNTED).map((rule) => leavesTable(`fraud_${rule}`)),
  // Members of groups that are too many to be named there.
  `CREATE TABLE fraud_crowds (
    rule TEXT NOT NULL,
    window_start INTEGER NOT NULL,
    subject TEXT NOT NULL,
    member TEXT NOT NULL,
    PRIMARY KEY (rule, window_start, subject, member)
  ) STRICT, WITHOUT ROWID`,
];

/**
 * Prices are millionths. `below` counts the purchases at prices under the median. The prices of a market that many have
 * bought in are in the two tables after it instead.
 */
export const MARKETS_TABLE = `CREATE TABLE fraud_markets (
  day INTEGER NOT NULL,
  item_id TEXT NOT NULL,
  currency TEXT NOT NULL,
  purchases INTEGER NOT NULL,
  median INTEGER NOT NULL,
  below INTEGER NOT NULL,
  prices BLOB,
  PRIMARY KEY (day, item_id, currency)
) STRICT, WITHOUT ROWID`;

/**
 * Windows and days come first in the keys: the rows that are being written lie together, and those of old windows can
 * be dropped together. No table has more than the set of events says, in whatever order they came.
 */
export const FRAUD_TABLES: readonly string[] = [
  ...COUNTED_TABLES,
  MARKETS_TABLE,
  `CREATE TABLE fraud_prices (
    day INTEGER NOT NULL,
    item_id TEXT NOT NULL,
    currency TEXT NOT NULL,
    price INTEGER NOT NULL,
    purchases INTEGER NOT NULL,
    PRIMARY KEY (day, item_id, currency, price)
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE fraud_price_players (
    day INTEGER NOT NULL,
    item_id TEXT NOT NULL,
    currency TEXT NOT NULL,
    price INTEGER NOT NULL,
    player_id TEXT NOT NULL,
    PRIMARY KEY (day, item_id, currency, price, player_id)
  ) STRICT, WITHOUT ROWID`,
  // The flags. The median of a price is that of its market: it moves often, and the rows need not.
  `CREATE TABLE fraud (
    window_start INTEGER NOT NULL,
    rule TEXT NOT NULL,
    subject TEXT NOT NULL,
    player_id TEXT,
    count INTEGER,
    item_id TEXT,
    currency TEXT,
    highest INTEGER,
    lowest INTEGER,
    PRIMARY KEY (window_start, rule, subject)
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX fraud_by_player ON fraud (player_id, window_start) WHERE player_id IS NOT NULL`,
];
