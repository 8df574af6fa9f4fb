/** Every figure a second time: from records by the definitions alone, sharing no code with the processors. */
import type { Settings } from '../settings/settings.js';
import { isTopic } from './events.js';
import { valueAt } from './groups.js';
import type { DayRange } from './levels.js';
import { inOrder, partitionKey, RecomputedPartition } from './partitions.js';
import { FIGURES, type Figure, Recomputation } from './recompute.js';
import type { LogRecord } from './record.js';

export type { DayRange } from './levels.js';
export type { LogRecord } from './record.js';

/** What `game-flow stats` can be asked for, and is recomputed here. */
export type What = Figure | 'topics';
export const WHATS: readonly What[] = [...(Object.keys(FIGURES) as Figure[]), 'topics'];

/**
 * The rows of every `stats WHAT --json`, in order, from all records of all topics (each once, in any order; records of
 * other topics are left out). `days` restricts `levels` as `--from` and `--to` do.
 */
export function computeStats(
  records: Iterable<LogRecord>,
  settings: Settings,
  days: DayRange = {},
): Record<What, unknown[]> {
  const figures = new Recomputation(settings);
  const partitions = new Map<string, RecomputedPartition>();
  for (const record of [...records].sort((a, b) => a.offset - b.offset)) {
    const { topic, partition } = record;
    if (!isTopic(topic)) continue;
    const make = () => new RecomputedPartition(topic, partition, figures, settings);
    const recomputed = valueAt(partitions, partitionKey(record), make);
    if (record.offset < recomputed.row.next_offset)
      throw new Error(`${topic}/${partition}: offset ${record.offset} was given twice`);
    recomputed.take(record);
  }
  const topics = inOrder([...partitions.values()].map(({ row }) => row));
  const rows = (Object.keys(FIGURES) as Figure[]).map((figure) => [figure, figures.rows(figure, days)]);
  return { ...Object.fromEntries(rows), topics } as Record<What, unknown[]>;
}
