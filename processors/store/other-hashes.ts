/**
 * From version 4 to 5: the hash of an event's bytes is another one, and so is the digest of a batch, which is made of
 * hashes. What was kept under the old ones can be compared with nothing any more.
 */
import type { Db } from './open.js';
import { SEEN_IDS } from './seen-id-tables.js';

export function hashAnew(db: Db): void {
  // Without its first batch a log could not be told from one made anew: its base and time still do.
  // All other ids of a partition become one run that is not complete: as it is read, its filter is made.
  db.exec(`
    DELETE FROM seen_hashes;
    UPDATE partitions SET batch_hash = NULL;
    UPDATE partitions SET first_hash = x'' WHERE first_hash IS NOT NULL;
    DROP INDEX seen_ids_by_time;
    ALTER TABLE seen_ids RENAME TO seen_ids_4;
    ${SEEN_IDS.join(';')};
    INSERT INTO seen_ids SELECT partition_id, 1, event_id, 0, record_time FROM seen_ids_4;
    DROP TABLE seen_ids_4;
  `);
}
