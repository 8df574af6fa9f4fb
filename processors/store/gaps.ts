/** The `gaps` table: where counting could not go on, and went on elsewhere with `--on-gap skip`. */
import type { Db } from './open.js';

/**
 * Why. `evicted`: retention had removed the records; `hole`: the log gives none there; `made-anew`: the topic was
 * deleted and made again; `lost-tail`: the cluster lost the end of its log; `log-changed`: one of the latter two, and
 * nothing is left that would tell which.
 */
export type GapReason = 'evicted' | 'hole' | 'made-anew' | 'lost-tail' | 'log-changed';

export interface Gap {
  readonly topic: string;
  readonly partition: number;
  /** The log in which counting could not go on (`PartitionPosition.log`). */
  readonly log: number;
  /** Offset that was to come next. */
  readonly from: number;
  /** Offset at which counting went on: of the log after it, where the reason is that there is another log. */
  readonly to: number;
  readonly reason: GapReason;
}

/** Whether what follows such a gap is another log, whose offsets begin anew. */
export function beginsLog(reason: GapReason): boolean {
  return reason !== 'evicted' && reason !== 'hole';
}

export function recordGap(db: Db, gap: Gap): void {
  db.prepare('INSERT OR REPLACE INTO gaps VALUES (?, ?, ?, ?, ?, ?)').run(
    gap.topic,
    gap.partition,
    gap.log,
    gap.from,
    gap.to,
    gap.reason,
  );
}

/** In the order in which they were come upon, by partition. */
export function readGaps(db: Db): Gap[] {
  return db
    .prepare(
      `SELECT topic, partition, log, from_offset AS "from", to_offset AS "to", reason FROM gaps
       ORDER BY topic, partition, log, from_offset`,
    )
    .all() as Gap[];
}
