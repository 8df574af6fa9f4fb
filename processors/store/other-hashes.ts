/**
 * From version 4 to 5: the hash of an event's bytes is another one, and so is the digest of a batch, which is made of
 * hashes. What was kept under the old ones can be compared with nothing any more.
 */
import { BUCKETS, bucketOf, bucketWriter, hashId, IdBucket } from './id-buckets.js';
import type { Db } from './open.js';
import { SEEN_IDS } from './seen-id-tables.js';

/** Ids in a run, and so many are in memory at a time. */
const IDS_IN_RUN = 8192;

const UNKNOWN_HASH = 0;

export function hashAnew(db: Db): void {
  // Without its first batch a log could not be told from one made anew: its base and time still do.
  db.exec(`
    DELETE FROM seen_hashes;
    UPDATE partitions SET batch_hash = NULL;
    UPDATE partitions SET first_hash = x'' WHERE first_hash IS NOT NULL;
    DROP INDEX seen_ids_by_time;
    ALTER TABLE seen_ids RENAME TO seen_ids_4;
    ${SEEN_IDS.join(';')};
  `);
  const partitions = db.prepare('SELECT DISTINCT partition_id FROM seen_ids_4').pluck().all() as number[];
  for (const partitionId of partitions) putInBuckets(db, partitionId);
  db.exec('DROP TABLE seen_ids_4');
}

/** All of them in one span that is not complete: when it is read, its filter is made. */
function putInBuckets(db: Db, partitionId: number): void {
  const page = db
    .prepare(
      `SELECT event_id, record_time FROM seen_ids_4
       WHERE partition_id = ? AND event_id > ? ORDER BY event_id LIMIT ${IDS_IN_RUN}`,
    )
    .raw();
  const write = bucketWriter(db);
  let after = '';
  for (let run = 1; ; run++) {
    const ids = page.all(partitionId, after) as [id: string, recordTime: number][];
    if (ids.length === 0) return;
    const buckets = Array.from({ length: BUCKETS }, () => new IdBucket());
    for (const [id, recordTime] of ids) buckets[bucketOf(hashId(id))]!.add(id, UNKNOWN_HASH, recordTime);
    buckets.forEach(({ bytes }, bucket) => {
      if (bytes.length > 0) write(partitionId, run, bucket, bytes);
    });
    after = ids.at(-1)![0];
  }
}
