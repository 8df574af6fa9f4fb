/** How many records of each partition are not folded yet. */
import { partitionName } from '../../processors/store/partitions.js';
import type { TopicRow } from '../../processors/store/stats/topics.js';
import type { Ends } from './broker-watch.js';

export interface PartitionLag {
  readonly topic: string;
  readonly partition: number;
  /** Null while no end has been seen. */
  readonly lag: number | null;
}

/**
 * By what the broker says and by what the processors have seen of it, whichever goes further: neither is told of every
 * record at once, and processors that stand still see nothing.
 *
 * @param rows `stats topics`; a partition of which nothing was folded may be absent
 */
export function lags(rows: readonly TopicRow[], ends: Ends): PartitionLag[] {
  const known = rows.map(({ topic, partition, next_offset, lag }) => {
    const end = ends.get(partitionName({ topic, partition }))?.highWatermark;
    return { topic, partition, lag: end === undefined ? lag : Math.max(lag ?? 0, end - next_offset) };
  });
  const names = new Set(rows.map(partitionName));
  const untouched = [...ends].flatMap(([name, { logStart, highWatermark }]) => {
    const [topic = '', partition] = name.split('/');
    return names.has(name) ? [] : [{ topic, partition: Number(partition), lag: highWatermark - logStart }];
  });
  return [...known, ...untouched];
}

/** Null while it is known of none. */
export function totalLag(of: readonly PartitionLag[]): number | null {
  const seen = of.flatMap(({ lag }) => (lag === null ? [] : [lag]));
  return seen.length === 0 ? null : seen.reduce((sum, lag) => sum + lag, 0);
}
