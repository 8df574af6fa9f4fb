/** What this machine could do with nothing in the way: no broker, no sockets, no ids, no checkpoints. */

import type { RecordBatch } from '../fluvio/client/index.js';
import type { GeneratedEvent } from '../generator/index.js';
import { Store } from '../processors/store/store.js';
import { rulesFor } from '../processors/verdict/rules.js';
import { batchChecker } from '../processors/verdict/validate-batch.js';
import { TOPICS, type Topic } from '../schemas/index.js';
import { DEFAULT_SETTINGS } from '../settings/settings.js';
import { batchOf } from './batches.js';
import type { Measured } from './measure.js';
import { measure } from './measure.js';

const BATCH = 100;

/** Ceiling 1: JSON.parse of every event from its bytes. */
export function parseCeiling(events: readonly GeneratedEvent[]): Promise<Measured> {
  const batches = batchesOf(events);
  let parsed = 0;
  return measure('ceiling 1: JSON.parse', events.length, undefined, () => {
    for (const { bytes, count, valueStart, valueEnd } of batches) {
      for (let i = 0; i < count; i++) {
        if (JSON.parse(bytes.toString('latin1', valueStart[i], valueEnd[i])) !== null) parsed++;
      }
    }
    if (parsed !== events.length) throw new Error('not every event was parsed');
  });
}

/** Ceiling 2: parse, this project's validators and folds in memory, and one write at the end. */
export function foldCeiling(events: readonly GeneratedEvent[], path: string): Promise<Measured> {
  const batches = batchesOf(events);
  const store = Store.open(path, DEFAULT_SETTINGS);
  const watermarks = new Map<Topic, number>();
  return measure('ceiling 2: + validate, fold, one write', events.length, undefined, () => {
    for (const batch of batches) {
      const topic = batch.topic as Topic;
      const views = store.views.filter((open) => open.topic === topic).map(({ view }) => view);
      const check = batchChecker(topic, batch, rulesFor(topic, store.settings));
      for (let i = 0; i < batch.count; i++) {
        const checked = check(i);
        if (!checked.ok) throw new Error(`the scenario holds an invalid event: ${checked.reason}`);
        for (const view of views) view.add?.(checked.event, checked.time);
        watermarks.set(topic, Math.max(watermarks.get(topic) ?? 0, checked.time));
      }
    }
    const nothing = () => undefined;
    store.commit({
      records: events.length,
      latest: [],
      watermarks,
      deadLetters: [],
      judged: [],
      gaps: [],
      positions: [],
      writeIds: nothing,
      report: nothing,
    });
    store.close();
  });
}

/** Values in batches of about 100, as the broker stores them, without the broker. */
function batchesOf(events: readonly GeneratedEvent[]): RecordBatch[] {
  const batches: RecordBatch[] = [];
  for (const topic of TOPICS) {
    const values = events.filter((event) => event.topic === topic).map(({ value }) => value as string);
    for (let base = 0; base < values.length; base += BATCH) {
      batches.push(batchOf(topic, 0, base, values.slice(base, base + BATCH), Number.NaN));
    }
  }
  return batches;
}
