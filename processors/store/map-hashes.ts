/** From version 5 to 6: hashes of a block lie with a map of their numbers, in rows that fill pages. */
import { BLOCK_SIZE, BlockHashes } from './block-hashes.js';
import type { Db } from './open.js';
import { SEEN_HASHES } from './seen-id-tables.js';

/** Rows that are in memory at a time. */
const PAGE = 1000;

/** Of an entry as it was: the number within the block (u16) and the hash (u32), little-endian. */
const ENTRY_BYTES = 6;
/** So much of a hash is kept. */
const HASH_BYTES = 3;

interface OldRow {
  readonly block_id: number;
  readonly first: number;
  readonly partition_id: number;
  readonly record_time: number;
  readonly hashes: Buffer;
}

export function mapHashes(db: Db): void {
  db.exec(`
    DROP INDEX seen_hashes_by_time;
    ALTER TABLE seen_hashes RENAME TO seen_hashes_5;
    ${SEEN_HASHES.join(';')};
  `);
  const page = db.prepare(
    `SELECT * FROM seen_hashes_5 WHERE (block_id, first) > (?, ?) ORDER BY block_id, first LIMIT ${PAGE}`,
  );
  const insert = db.prepare('INSERT INTO seen_hashes VALUES (?, ?, ?, ?)');
  const encoder = new BlockHashes();
  for (let after = [-1, -1]; ; ) {
    const rows = page.all(...after) as OldRow[];
    if (rows.length === 0) break;
    for (const { block_id: id, partition_id: partitionId, record_time: recordTime, hashes } of rows) {
      for (let at = 0; at < hashes.length; at += ENTRY_BYTES)
        encoder.put(hashes.readUInt16LE(at), hashes.readUIntLE(at + 2, HASH_BYTES));
      encoder.rows((first, bytes) => insert.run(id * BLOCK_SIZE + first, partitionId, recordTime, bytes));
    }
    const last = rows.at(-1)!;
    after = [last.block_id, last.first];
  }
  db.exec('DROP TABLE seen_hashes_5');
}
