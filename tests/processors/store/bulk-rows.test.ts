import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BulkRows } from '../../../processors/store/bulk-rows.js';
import { SteadyDatabase } from '../../../processors/store/steady-database.js';

let db: SteadyDatabase;
const texts = new Set<string>();

class Listening extends SteadyDatabase {
  override prepare(sql: string) {
    if (sql.startsWith('INSERT')) texts.add(sql);
    return super.prepare(sql);
  }
}

beforeEach(() => {
  texts.clear();
  db = new Listening(':memory:');
  db.exec('CREATE TABLE counts (name TEXT PRIMARY KEY, count INTEGER NOT NULL) STRICT, WITHOUT ROWID');
});

afterEach(() => db.close());

const MERGE = 'ON CONFLICT (name) DO UPDATE SET count = count + excluded.count';
const rows = () => new Map(db.prepare('SELECT name, count FROM counts').raw().all() as [string, number][]);

describe('rows in bulk', () => {
  it('writes each row once, however many there are, with few statements', () => {
    const bulk = new BulkRows(db, 'INSERT INTO counts (name, count)', 2, MERGE);
    for (let count = 0; count <= 130; count++) {
      db.exec('DELETE FROM counts');
      for (let i = 0; i < count; i++) bulk.put(`n${i}`).put(i);
      expect(bulk.flush()).toBe(count);
      expect(rows()).toEqual(new Map(Array.from({ length: count }, (_, i) => [`n${i}`, i])));
    }
    expect(texts.size).toBe(6);
  });

  it('merges rows of one key also within a statement, in their order', () => {
    const bulk = new BulkRows(db, 'INSERT INTO counts (name, count)', 2, MERGE);
    for (let i = 0; i < 75; i++) bulk.put(`n${i % 3}`).put(1);
    bulk.flush();
    expect([...rows().values()]).toEqual([25, 25, 25]);
  });

  it('says how many rows were new, of each flush', () => {
    const bulk = new BulkRows(db, 'INSERT OR IGNORE INTO counts (name, count)', 2);
    const put = (from: number, to: number) => {
      for (let i = from; i < to; i++) bulk.put(`n${i}`).put(0);
      return bulk.flush();
    };
    expect([put(0, 50), put(25, 100), put(0, 100), put(99, 101), put(0, 0)]).toEqual([50, 50, 0, 1, 0]);
  });

  it('tells what rows return, but not null', () => {
    const told: unknown[] = [];
    const returning = `${MERGE} RETURNING iif(count >= 2, name, NULL)`;
    const bulk = new BulkRows(db, 'INSERT INTO counts (name, count)', 2, returning, (name) =>
      told.push(name),
    );
    for (let i = 0; i < 45; i++) bulk.put(`n${i}`).put(1);
    expect(bulk.flush()).toBe(45);
    expect(told).toEqual([]);
    bulk.put('n7').put(1).put('n44').put(1).put('new').put(1);
    expect(bulk.flush()).toBe(3);
    expect(told.sort()).toEqual(['n44', 'n7']);
  });

  it('does not take a row with a value missing', () => {
    const bulk = new BulkRows(db, 'INSERT INTO counts (name, count)', 2, MERGE);
    bulk.put('a').put(1).put('b');
    expect(() => bulk.flush()).toThrow(RangeError);
  });
});
