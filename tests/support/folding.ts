/** Folds events into a new store in any order, cut into batches and commits, with restarts that lose what was not committed. */
import { join } from 'node:path';
import fc from 'fast-check';
import { Processor } from '../../processors/processor.js';
import type { PartitionPosition } from '../../processors/store/partitions.js';
import { Store } from '../../processors/store/store.js';
import { TOPICS, type Topic } from '../../schemas/index.js';
import { DEFAULT_SETTINGS } from '../../settings/settings.js';
import type { LogRecord } from '../../verify/index.js';
import { recordBatch } from './record-batch.js';

export interface TopicEvent {
  readonly topic: Topic;
  readonly event: object;
}

/** So many events, and what happens after them. */
export interface Cut {
  readonly size: number;
  readonly after: 'go on' | 'commit' | 'commit and restart' | 'restart';
}

export const cuts: fc.Arbitrary<Cut[]> = fc.array(
  fc.record({
    size: fc.integer({ min: 1, max: 12 }),
    after: fc.constantFrom('go on', 'commit', 'commit', 'commit and restart', 'restart'),
  }),
  { maxLength: 20 },
);

/** A store with the events in it, one partition a topic. After the last cut everything is taken in at once. */
export function folded(folder: string, events: readonly TopicEvent[], plan: readonly Cut[]): Store {
  const path = join(folder, `${Math.random()}.db`);
  let store = Store.open(path, DEFAULT_SETTINGS);
  let processor = new Processor(store);
  let positions = positionsOf(store);
  let committed = 0;
  let at = 0;
  const commit = () => {
    processor.commit();
    committed = at;
  };
  for (const { size, after } of [...plan, { size: events.length, after: 'commit' }]) {
    const taken = events.slice(at, at + size);
    for (const topic of TOPICS) {
      const records = taken
        .filter((one) => one.topic === topic)
        .map(({ event }) => ({ value: JSON.stringify(event) }));
      if (records.length === 0) continue;
      const position = positions.get(topic) ?? store.addPosition(topic, 0, 0);
      positions.set(topic, position);
      processor.take(position, recordBatch(topic, 0, position.nextOffset, records));
    }
    at += taken.length;
    if (after.startsWith('commit')) commit();
    if (!after.endsWith('restart')) continue;
    store.close();
    store = Store.open(path, DEFAULT_SETTINGS);
    processor = new Processor(store);
    positions = positionsOf(store);
    at = committed;
  }
  return store;
}

function positionsOf(store: Store): Map<string, PartitionPosition> {
  return new Map(store.positions().map((position) => [position.topic, position]));
}

/** The same events for the oracle. */
export function logRecords(events: readonly TopicEvent[]): LogRecord[] {
  return events.map(({ topic, event }, offset) => ({
    topic,
    partition: 0,
    offset,
    timestamp: null,
    key: null,
    value: JSON.stringify(event),
  }));
}
