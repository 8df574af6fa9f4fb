/**
 * Brings a database of schema version 5 to packed groups and prices: there each group, each of its members, each price and
 * each player who paid it had a row. To be called within the transaction of the migration.
 */
import type { Settings } from '../../../settings/settings.js';
import { MINUTE } from '../../rollups/rollup.js';
import type { Db } from '../../store/open.js';
import { countedGroups } from './counted-rule.js';
import { Crowds } from './crowds.js';
import { COUNTED, type CountedRule } from './evidence.js';
import { MOST_PACKED, PackedPrices, type Paid } from './packed-prices.js';
import { OF_MARKET } from './price-rows.js';
import { COUNTED_TABLES, MARKETS_TABLE } from './tables.js';

/** How many rows of an old table are in memory at a time. */
const AT_A_TIME = 4096;

/** @param settings those that the rows were made with */
export function packFraud(db: Db, { windows }: Pick<Settings, 'windows'>): void {
  for (const table of ['velocity', 'markets'])
    db.exec(`ALTER TABLE fraud_${table} RENAME TO single_${table}`);
  for (const rule of ['shared_ip', 'many_ips']) db.exec(`DROP TABLE fraud_${rule}`);
  db.exec([...COUNTED_TABLES, MARKETS_TABLE].join(';'));
  for (const rule of Object.keys(COUNTED) as CountedRule[]) packGroups(db, rule, windows[rule] * MINUTE);
  packPrices(db);
  for (const table of ['single_velocity', 'single_markets', 'fraud_addresses'])
    db.exec(`DROP TABLE ${table}`);
}

function packGroups(db: Db, rule: CountedRule, windowMs: number): void {
  const groups = countedGroups(db, rule, windowMs);
  const crowds = new Crowds(db, rule);
  const table =
    rule === 'velocity'
      ? { name: 'single_velocity', key: ['window_start', 'player_id'], value: 'purchases' }
      : {
          name: 'fraud_addresses',
          key: ['window_ms', 'window_start', 'player_id', 'ip'],
          value: 'window_ms',
        };
  for (const page of pagesOf<OldRow>(db, table.name, table.key, table.value)) {
    for (const { window_ms, window_start, player_id, ip = '', purchases = 0 } of page) {
      if (rule !== 'velocity' && window_ms !== windowMs) continue;
      const [subject, member] = rule === 'shared_ip' ? [ip, player_id] : [player_id, ip];
      const group = groups.groupOf(window_start, subject);
      if (rule === 'velocity') {
        group.content = purchases;
        group.changed = true;
      } else crowds.add(window_start, group, member);
    }
    groups.flush(() => undefined);
  }
}

function packPrices(db: Db): void {
  const paid = db.prepare(
    `SELECT price, player_id FROM fraud_price_players WHERE ${OF_MARKET} LIMIT ${MOST_PACKED + 1}`,
  );
  const purchasesAt = db
    .prepare(`SELECT purchases FROM fraud_prices WHERE ${OF_MARKET} AND price = ?`)
    .pluck();
  const remove = ['prices', 'price_players'].map((table) =>
    db.prepare(`DELETE FROM fraud_${table} WHERE ${OF_MARKET}`),
  );
  const insert = db.prepare('INSERT INTO fraud_markets VALUES (?, ?, ?, ?, ?, ?, ?)');
  const key = ['day', 'item_id', 'currency'];
  for (const page of pagesOf<OldMarket>(db, 'single_markets', key, 'purchases, median, below')) {
    for (const { day, item_id, currency, purchases, median, below } of page) {
      const players = paid.all(day, item_id, currency) as Paid[];
      let prices: PackedPrices | undefined;
      if (players.length <= MOST_PACKED) {
        prices = new PackedPrices();
        for (const { price, player_id } of players)
          prices.add([{ price, purchases: 0, players: [player_id] }]);
        for (const price of new Set(players.map(({ price }) => price))) {
          const purchases = purchasesAt.get(day, item_id, currency, price) as number;
          prices.add([{ price, purchases, players: [] }]);
        }
        for (const statement of remove) statement.run(day, item_id, currency);
      }
      insert.run(day, item_id, currency, purchases, median, below, prices?.toBytes() ?? null);
    }
  }
}

interface OldRow {
  readonly window_ms?: number;
  readonly window_start: number;
  readonly player_id: string;
  readonly ip?: string;
  readonly purchases?: number;
}

interface OldMarket {
  readonly day: number;
  readonly item_id: string;
  readonly currency: string;
  readonly purchases: number;
  readonly median: number;
  readonly below: number;
}

/** The rows of a table in the order of its key. */
function* pagesOf<R>(db: Db, table: string, key: readonly string[], values: string): Generator<R[]> {
  const names = key.join(', ');
  const select = db.prepare(
    `SELECT ${names}, ${values} FROM ${table} WHERE (${names}) > (${key.map(() => '?').join(', ')})
     ORDER BY ${names} LIMIT ${AT_A_TIME}`,
  );
  let last: unknown[] = key.map((column) => (NUMBERS.has(column) ? -1 : ''));
  for (;;) {
    const rows = select.all(...last) as (R & Record<string, unknown>)[];
    if (rows.length === 0) return;
    yield rows;
    last = key.map((column) => rows.at(-1)![column]);
  }
}

const NUMBERS: ReadonlySet<string> = new Set(['day', 'window_ms', 'window_start']);
