import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Processor } from '../../../processors/processor.js';
import type { Db } from '../../../processors/store/open.js';
import { SteadyDatabase } from '../../../processors/store/steady-database.js';
import { Store } from '../../../processors/store/store.js';
import { TOPICS } from '../../../schemas/index.js';
import { DEFAULT_SETTINGS } from '../../../settings/settings.js';
import { eventSet } from '../../fuzz/permutations.js';
import { temporaryFolder } from '../../support/database.js';
import { recordBatch } from '../../support/record-batch.js';
import { TO_VERSION_5 } from './version-5.js';
import { fraudOfVersion5 } from './version-5-fraud.js';

const events = eventSet(500);

test('a database of version 5 has after its migration what it would have had as a new one', () => {
  const path = join(temporaryFolder(), 'test.db');
  const store = Store.open(path, DEFAULT_SETTINGS);
  const processor = new Processor(store);
  for (const topic of TOPICS) {
    const some = events.filter((event) => event.topic === topic);
    processor.take(store.addPosition(topic, 0, 0), recordBatch(topic, 0, 0, some));
  }
  processor.commit();
  const before = contentsOf(store.db);
  store.close();
  const db = new SteadyDatabase(path);
  const insertFraud = fraudOfVersion5(db);
  for (const statement of TO_VERSION_5) db.exec(statement);
  insertFraud(db);
  expect(contentsOf(db)).not.toEqual(before);
  db.close();
  const migrated = Store.open(path, DEFAULT_SETTINGS);
  onTestFinished(() => migrated.close());
  expect(contentsOf(migrated.db)).toEqual(before);
});

/**
 * Every table and index, and the rows of each table; of items by their names, as they are numbered in the order of arrival.
 * `seen_hashes` has a test of its own (map-hashes.test.ts).
 */
function contentsOf(db: Db): Record<string, unknown> {
  const all = db.prepare('SELECT name, type, sql FROM sqlite_schema ORDER BY name').all() as {
    name: string;
    type: string;
  }[];
  const tables = all
    .filter(({ type, name }) => type === 'table' && name !== 'seen_hashes' && !name.includes('_buyers'))
    .map(({ name }) => [name, `SELECT * FROM ${name}`]);
  const isPacked = all.some(({ name }) => name === 'items_buyers_numbers');
  const rows = [...tables, ...(isPacked ? BUYERS : [])].map(([name, sql]) => [
    name,
    db.prepare(sql!).raw().all().map(String).sort(),
  ]);
  return { all, ...Object.fromEntries(rows) };
}

const BUYERS = [
  ['items_buyers', 'member'],
  ['item_days_buyers', 'day, member'],
].map(([table, key]) => [
  table!,
  `SELECT ${key}, item_id, marks >> number % 30 & 1 FROM ${table}
   JOIN ${table}_numbers ON number / 30 = item_id_block`,
]);
