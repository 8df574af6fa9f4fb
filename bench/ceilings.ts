/** What this machine could do with nothing in the way: no broker, no sockets, no ids, no checkpoints. */

import type { GeneratedEvent } from '../generator/index.js';
import { Fold } from '../processors/rollups/fold.js';
import { ROLLUPS } from '../processors/rollups/index.js';
import { Store } from '../processors/store/store.js';
import { validateValue } from '../processors/verdict/validate.js';
import type { Topic } from '../schemas/index.js';
import type { Measured } from './measure.js';
import { measure } from './measure.js';

interface Value {
  readonly topic: Topic;
  readonly bytes: Buffer;
}

/** Ceiling 1: JSON.parse of every event from its bytes. */
export function parseCeiling(events: readonly GeneratedEvent[]): Promise<Measured> {
  const values = valuesOf(events);
  let fields = 0;
  return measure('ceiling 1: JSON.parse', events.length, undefined, () => {
    for (const { bytes } of values) fields += Object.keys(JSON.parse(bytes.toString())).length;
    if (fields === 0) throw new Error('nothing was parsed');
  });
}

/** Ceiling 2: parse, this project's validators and folds in memory, and one write at the end. */
export function foldCeiling(events: readonly GeneratedEvent[], path: string): Promise<Measured> {
  const values = valuesOf(events);
  const store = Store.open(path);
  const folds = ROLLUPS.map((rollup) => new Fold(rollup as Fold['rollup']));
  const byTopic = new Map<Topic, Fold[]>();
  for (const fold of folds) {
    byTopic.set(fold.rollup.topic, [...(byTopic.get(fold.rollup.topic) ?? []), fold]);
  }
  return measure('ceiling 2: + validate, fold, one write', events.length, undefined, () => {
    for (const { topic, bytes } of values) {
      const checked = validateValue(topic, bytes, 0, bytes.length, Number.NaN);
      if (!checked.ok) throw new Error(`the scenario holds an invalid event: ${checked.reason}`);
      for (const fold of byTopic.get(topic) ?? []) fold.add(checked.event, checked.time);
    }
    store.commit({ folds, deadLetters: [], positions: [], writeIds: () => undefined });
    store.close();
  });
}

function valuesOf(events: readonly GeneratedEvent[]): Value[] {
  return events.map(({ topic, value }) => ({ topic, bytes: Buffer.from(value as string) }));
}
