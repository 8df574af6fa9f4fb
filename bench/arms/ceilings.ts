/** What this machine could do with nothing in the way: no broker, no sockets, no ids, no checkpoints. */
import { join } from 'node:path';
import type { RecordBatch } from '../../fluvio/client/index.js';
import type { PartitionPosition } from '../../processors/store/partitions.js';
import { Store } from '../../processors/store/store.js';
import { rulesFor } from '../../processors/verdict/rules.js';
import { batchChecker } from '../../processors/verdict/validate-batch.js';
import type { View } from '../../processors/views/view.js';
import { Dictionary, EventTable, TOPICS, type Topic } from '../../schemas/index.js';
import { DEFAULT_SETTINGS } from '../../settings/settings.js';
import { figuresInDatabase } from '../figures.js';
import { measure } from '../measure.js';
import { batchesOf } from '../workload/batches.js';
import { allEvents } from '../workload/event-file.js';
import { expectAll } from './connect.js';
import type { Arm, ArmJob } from './job.js';

/** Ceiling 1: JSON.parse of every event from its bytes. */
export const parseCeiling: Arm = async (job) => {
  const { all, first } = await batchesInMemory(job);
  parseAll(first, job.warmUp.count);
  return { measured: await measure(job.log.count, [], () => parseAll(all, job.log.count)) };
};

function parseAll(batches: readonly RecordBatch[], events: number): void {
  let parsed = 0;
  for (const { bytes, count, valueStart, valueEnd } of batches) {
    for (let i = 0; i < count; i++) {
      if (JSON.parse(bytes.toString('latin1', valueStart[i], valueEnd[i])) !== null) parsed++;
    }
  }
  expectAll(events, parsed);
}

/** Ceiling 2: parse, this project's validators and folds in memory, and one write at the end. */
export const foldCeiling: Arm = async (job) => {
  const { all, first } = await batchesInMemory(job);
  foldInto(Store.open(join(job.dir, 'warm-up.db'), DEFAULT_SETTINGS), first, job.warmUp.count);
  const store = Store.open(join(job.dir, 'ceiling.db'), DEFAULT_SETTINGS);
  const measured = await measure(job.log.count, [], () => foldInto(store, all, job.log.count));
  return { measured, figures: figuresInDatabase(store.path) };
};

/** A topic is one partition, whose position has W, which figures are asked by. */
function foldInto(store: Store, batches: readonly RecordBatch[], events: number): void {
  const folds = new Map(TOPICS.map((topic) => [topic, new Fold(store, topic)]));
  for (const batch of batches) folds.get(batch.topic as Topic)!.take(batch);
  const fed = [...folds].filter(([, { position }]) => position.accepted > 0);
  const nothing = () => undefined;
  store.commit({
    records: events,
    latest: [],
    watermarks: new Map(fed.map(([topic, { position }]) => [topic, position.maxTime])),
    deadLetters: [],
    judged: [],
    gaps: [],
    positions: fed.map(([, { position }]) => position),
    writeIds: nothing,
    report: nothing,
  });
  store.close();
}

/** One topic: judged, put into columns, and given to its views. */
class Fold {
  readonly position: PartitionPosition;
  readonly #views: readonly View[];
  readonly #table: EventTable;
  #rows = new Int32Array(0);

  constructor(
    readonly store: Store,
    readonly topic: Topic,
  ) {
    this.position = store.addPosition(topic, 0, 0);
    this.#views = store.views.filter((open) => open.topic === topic).map(({ view }) => view);
    this.#table = new EventTable(topic, new Dictionary());
  }

  take(batch: RecordBatch): void {
    const { count } = batch;
    const check = batchChecker(this.topic, batch, rulesFor(this.topic, this.store.settings));
    this.#table.reach(count);
    if (this.#rows.length < count) this.#rows = Int32Array.from({ length: count }, (_, i) => i);
    for (let i = 0; i < count; i++) {
      const checked = check(i);
      if (!checked.ok) throw new Error(`the workload holds an invalid event: ${checked.reason}`);
      this.#table.set(i, checked.event, checked.time);
      this.position.maxTime = Math.max(this.position.maxTime, checked.time);
    }
    this.position.received += count;
    this.position.accepted += count;
    for (const view of this.#views) view.take(this.#table, this.#rows, count);
  }
}

async function batchesInMemory({ events: path, log, warmUp }: ArmJob) {
  const events = await allEvents(path, log.count);
  return { all: batchesOf(events), first: batchesOf(events.slice(0, warmUp.count)) };
}
