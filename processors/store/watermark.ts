import type { Topic } from '../../schemas/index.js';
import type { Db } from './open.js';

/** W: the largest accepted time of a topic, ms since 1970; −Infinity while it has no accepted event. */
export function watermark(db: Db, topic: Topic): number {
  const row = db.prepare('SELECT max(max_time) AS time FROM partitions WHERE topic = ?').get(topic) as {
    time: number | null;
  };
  return row.time ?? -Infinity;
}
