import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { Processor } from '../../processors/processor.js';
import type { Db } from '../../processors/store/open.js';
import { STATS, type What } from '../../processors/store/stats/index.js';
import { Store } from '../../processors/store/store.js';
import type { Topic } from '../../schemas/index.js';
import { DEFAULT_SETTINGS } from '../../settings/settings.js';
import { type PlainRecord, recordBatch } from './record-batch.js';

/** A folder that goes with the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'game-flow-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A new store that goes with the test. */
export function temporaryStore(): Store {
  const store = Store.open(join(temporaryFolder(), 'test.db'), DEFAULT_SETTINGS);
  onTestFinished(() => store.close());
  return store;
}

/**
 * Given events of a topic (in one partition), the rows of `what`. Runs twice: in one commit, and in small ones
 * (event by event where there are few) with every batch taken in a second time, which must make no difference.
 */
export function rowsAfter(what: What, topic: Topic, events: readonly object[]): unknown[] {
  const once = fold(topic, events, events.length || 1);
  const twice = fold(topic, events, Math.ceil(events.length / 100) || 1);
  const rows = read(once.db, what);
  const again = read(twice.db, what);
  if (JSON.stringify(rows) !== JSON.stringify(again)) {
    throw new Error(
      `commits and repeated batches changed ${what}:\n${JSON.stringify(rows)}\n${JSON.stringify(again)}`,
    );
  }
  return rows;
}

function fold(topic: Topic, events: readonly object[], size: number): Store {
  const store = temporaryStore();
  const processor = new Processor(store);
  const position = store.addPosition(topic, 0, 0);
  const records: PlainRecord[] = events.map((event) => ({ value: JSON.stringify(event) }));
  for (let base = 0; base < records.length; base += size) {
    const batch = recordBatch(topic, 0, base, records.slice(base, base + size));
    processor.take(position, batch);
    processor.commit();
    processor.take(position, batch);
    processor.commit();
  }
  return store;
}

function read(db: Db, what: What): unknown[] {
  return JSON.parse(JSON.stringify(STATS[what](db))) as unknown[];
}
