import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { findHash } from '../../../processors/store/block-hashes.js';
import { SteadyDatabase } from '../../../processors/store/steady-database.js';
import { Store } from '../../../processors/store/store.js';
import { DEFAULT_SETTINGS } from '../../../settings/settings.js';
import { temporaryFolder } from '../../support/database.js';
import { TO_VERSION_5 } from './version-5.js';

test('a database of version 5 knows the hashes that it has', () => {
  const file = join(temporaryFolder(), 'game-flow.db');
  Store.open(file, DEFAULT_SETTINGS).close();
  const old = new SteadyDatabase(file);
  for (const statement of TO_VERSION_5) old.exec(statement);
  const insert = old.prepare('INSERT INTO seen_hashes VALUES (?, ?, ?, ?, ?)');
  // Of one block as two commits had them; the second number came before the first, and another between them later.
  insert.run(3, 9, 1, 77, oldHashes([9, 0x11223344], [2, 5]));
  insert.run(3, 4, 1, 78, oldHashes([4, 0xffffffff]));
  old.close();

  const now = Store.open(file, DEFAULT_SETTINGS);
  onTestFinished(() => now.close());
  const rows = now.db
    .prepare('SELECT id, partition_id, record_time, hashes FROM seen_hashes ORDER BY id')
    .raw()
    .all() as [id: number, partitionId: number, recordTime: number, hashes: Buffer][];
  expect(rows.map((row) => row.slice(0, 3))).toEqual([
    [3 * 2048 + 2, 1, 77],
    [3 * 2048 + 4, 1, 78],
  ]);
  const hashes = [2, 4, 9].map((index) => rows.map(([id, , , bytes]) => findHash(bytes, id % 2048, index)));
  expect(hashes).toEqual([
    [5, undefined],
    [undefined, 0xffffff],
    [0x223344, undefined],
  ]);
});

/** Number within the block (u16) and hash (u32). */
function oldHashes(...entries: [index: number, hash: number][]): Buffer {
  const bytes = Buffer.alloc(6 * entries.length);
  entries.forEach(([index, hash], i) => {
    bytes.writeUInt16LE(index, 6 * i);
    bytes.writeUInt32LE(hash, 6 * i + 2);
  });
  return bytes;
}
