/** A database of simulated events, as the processors make it, and a server that reads it beside them. */
import { onTestFinished } from 'vitest';
import { BULK_DENSITY, generate } from '../../../generator/index.js';
import { Processor } from '../../../processors/processor.js';
import { LiveReader } from '../../../processors/store/live-reader.js';
import { databasePath } from '../../../processors/store/open.js';
import type { PartitionPosition } from '../../../processors/store/partitions.js';
import { Store } from '../../../processors/store/store.js';
import type { Topic } from '../../../schemas/index.js';
import type { ReadDatabase } from '../../../server/read-database.js';
import { DEFAULT_SETTINGS } from '../../../settings/settings.js';
import { temporaryFolder } from '../../support/database.js';
import { type PlainRecord, recordBatch } from '../../support/record-batch.js';

export interface Simulated {
  readonly store: Store;
  readonly read: ReadDatabase;
  /** Takes in so many more events, in one commit. */
  more(events: number): void;
  /** Takes in these, in one commit. */
  take(topic: Topic, events: readonly object[]): void;
  records(topic: Topic, records: readonly PlainRecord[]): void;
}

/** One event in fifty is broken. It goes with the test. */
export function simulated(events: number): Simulated {
  const folder = temporaryFolder();
  const store = Store.open(databasePath(folder), DEFAULT_SETTINGS);
  const reader = new LiveReader(folder);
  onTestFinished(() => {
    reader.close();
    store.close();
  });
  const processor = new Processor(store);
  const start = Date.UTC(2024, 10, 12, 12);
  const scenario = generate({ seed: 'server', start, density: BULK_DENSITY, bad: 0.02 });
  const positions = new Map<string, PartitionPosition>();
  const add = (topic: string, records: readonly PlainRecord[]) => {
    const position = positions.get(topic) ?? store.addPosition(topic, 0, 0);
    positions.set(topic, position);
    processor.take(position, recordBatch(topic, 0, position.nextOffset, records));
  };
  const more = (count: number) => {
    for (let i = 0; i < count; i++) {
      const { topic, ...record } = scenario.take();
      add(topic, [record]);
    }
    processor.commit();
  };
  const records = (topic: Topic, some: readonly PlainRecord[]) => {
    add(topic, some);
    processor.commit();
  };
  const take = (topic: Topic, events: readonly object[]) =>
    records(
      topic,
      events.map((event) => ({ value: JSON.stringify(event) })),
    );
  more(events);
  return { store, read: (read) => reader.read(read), more, take, records };
}
