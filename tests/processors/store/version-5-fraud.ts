/** What a database of version 5 had for fraud: a row for each group, each member, each price and each player who paid it. */
import { MINUTE } from '../../../processors/rollups/rollup.js';
import type { Db } from '../../../processors/store/open.js';
import { countedGroups } from '../../../processors/views/fraud/counted-rule.js';
import { PackedPrices } from '../../../processors/views/fraud/packed-prices.js';
import { DEFAULT_SETTINGS } from '../../../settings/settings.js';

/** To be run once the rows were read. */
export const FRAUD_TO_VERSION_5: readonly string[] = [
  ...['velocity', 'shared_ip', 'many_ips', 'crowds'].map((table) => `DROP TABLE fraud_${table}`),
  `CREATE TABLE fraud_velocity (
    window_start INTEGER NOT NULL,
    player_id TEXT NOT NULL,
    purchases INTEGER NOT NULL,
    PRIMARY KEY (window_start, player_id)
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE fraud_addresses (
    window_ms INTEGER NOT NULL,
    window_start INTEGER NOT NULL,
    player_id TEXT NOT NULL,
    ip TEXT NOT NULL,
    PRIMARY KEY (window_ms, window_start, player_id, ip)
  ) STRICT, WITHOUT ROWID`,
  'CREATE TABLE fraud_shared_ip (window_start INTEGER NOT NULL, ip TEXT NOT NULL, players INTEGER NOT NULL) STRICT',
  'CREATE TABLE fraud_many_ips (window_start INTEGER NOT NULL, player_id TEXT NOT NULL, ips INTEGER NOT NULL) STRICT',
  'ALTER TABLE fraud_markets DROP COLUMN prices',
];

/** Reads the rows of a database of today, with windows of the usual sizes; what it returns writes them as of version 5. */
export function fraudOfVersion5(db: Db): (db: Db) => void {
  const inserts: [into: string, row: unknown[]][] = [];
  const { velocity, many_ips } = DEFAULT_SETTINGS.windows;
  for (const [start, { subject, count }] of countedGroups(db, 'velocity', velocity * MINUTE).all()) {
    inserts.push(['velocity', [start, subject, count]]);
  }
  const windowMs = many_ips * MINUTE;
  for (const [start, { subject, content }] of countedGroups(db, 'many_ips', windowMs).all()) {
    for (const ip of typeof content === 'number' ? [] : content) {
      inserts.push(['addresses', [windowMs, start, subject, ip]]);
    }
  }
  const crowds = db.prepare("SELECT * FROM fraud_crowds WHERE rule = 'many_ips'").raw().all() as unknown[][];
  for (const [, ...row] of crowds) inserts.push(['addresses', [windowMs, ...row]]);
  const markets = db
    .prepare('SELECT day, item_id, currency, prices FROM fraud_markets WHERE prices IS NOT NULL')
    .raw()
    .all() as [...unknown[], Buffer][];
  for (const market of markets) {
    const key = market.slice(0, 3);
    for (const { price, purchases, players } of PackedPrices.parse(market[3] as Buffer).all()) {
      inserts.push(['prices', [...key, price, purchases]]);
      for (const player of players) inserts.push(['price_players', [...key, price, player]]);
    }
  }
  return (then) => {
    for (const [table, row] of inserts) {
      then.prepare(`INSERT INTO fraud_${table} VALUES (${row.map(() => '?').join(', ')})`).run(...row);
    }
  };
}
