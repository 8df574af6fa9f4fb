/**
 * Batches in, commits out: validate → duplicate check → fold, then rows, offsets, dead letters and ids in one
 * transaction. Synchronous and single-threaded: what is in memory between two commits is lost together or written
 * together, so every record counts exactly once whatever happens.
 */
import { dirname } from 'node:path';
import type { ColumnBatch } from '../fluvio/client/columns/column-batch.js';
import type { RecordBatch } from '../fluvio/client/types.js';
import { TOPICS, type Topic } from '../schemas/index.js';
import { DuplicateCheck } from './duplicates/duplicates.js';
import { LatestRecords } from './latest/latest-records.js';
import { rejectedRecord, timeOrNull } from './rejected-record.js';
import { letterBatch } from './replay/letter-batch.js';
import type { DeadLetter, JudgedLetter } from './store/dead-letters.js';
import { beginsLog, type Gap, type GapReason } from './store/gaps.js';
import { FollowedKeys } from './store/latest/followed-keys.js';
import type { PartitionPosition } from './store/partitions.js';
import type { Store } from './store/store.js';
import { watermark } from './store/watermark.js';
import { judgeDeferred } from './take/deferred.js';
import { LastBatches, remembered } from './take/last-batches.js';
import { recordsAsColumns } from './take/records-as-columns.js';
import { RejectedLetters } from './take/rejected-letters.js';
import { TopicRows } from './take/topic-rows.js';
import type { Rejected } from './verdict/checked.js';
import { type Rules, rulesFor } from './verdict/rules.js';
import type { Report, View } from './views/view.js';

/** How often, in ms of record time, ids that are older than a day are deleted. */
const FORGET_EVERY = 10 * 60_000;

export class Processor {
  /** Records taken in since the last commit. */
  pending = 0;
  readonly #views: Readonly<Record<Topic, readonly View[]>>;
  readonly #rules: Readonly<Record<Topic, Rules>>;
  readonly #rows: Readonly<Record<Topic, TopicRows>>;
  readonly #duplicates: DuplicateCheck;
  readonly #latest: LatestRecords;
  readonly #letters = new RejectedLetters();
  #judged: JudgedLetter[] = [];
  #gaps: Gap[] = [];
  /** Positions to write with the next commit. */
  readonly #changed = new Set<PartitionPosition>();
  readonly #lastBatches = new LastBatches();
  readonly #forgotten = new Map<PartitionPosition, number>();
  /** W by topic. */
  readonly #watermarks: Record<Topic, number>;
  /** Topics with accepted events since the last commit. */
  readonly #fed = new Set<Topic>();
  #failure: { readonly error: unknown } | undefined;

  /** @param report told, within the commit, of what a person may want to know at once */
  constructor(
    readonly store: Store,
    readonly report: Report = () => undefined,
  ) {
    this.#rules = byTopic((topic) => rulesFor(topic, store.settings));
    this.#rows = byTopic((topic) => new TopicRows(topic));
    this.#duplicates = new DuplicateCheck(store.db);
    this.#latest = new LatestRecords(this.#rules, new FollowedKeys(dirname(store.path)));
    this.#views = byTopic((topic) =>
      store.views.filter((open) => open.topic === topic).map(({ view }) => view),
    );
    this.#watermarks = byTopic((topic) => watermark(store.db, topic));
  }

  /** Memory asks for a commit before the next batch. */
  get full(): boolean {
    return this.#duplicates.full || this.#letters.full || this.store.views.some(({ view }) => view.full);
  }

  /**
   * Takes in the records of a batch from the position's next offset on; those before it are passed over.
   * The batch must reach that offset: a gap is for the caller to judge.
   */
  take(position: PartitionPosition, batch: RecordBatch | ColumnBatch): void {
    const first = position.nextOffset - batch.baseOffset;
    if (first < 0)
      throw new RangeError(`batch at ${batch.baseOffset} leaves a gap after ${position.nextOffset}`);
    if (first >= batch.count) return;
    const columns = this.#columnsOf(position, batch);
    position.firstBatch ??= { ...remembered(columns), time: timeOrNull(columns.timestamps[0]!) };
    this.#takeIn(position, columns, first);
    this.#lastBatches.set(position, columns);
    const taken = batch.count - first;
    position.received += taken;
    position.nextOffset += taken;
    this.pending += taken;
  }

  /** The high watermark as just seen. */
  observe(position: PartitionPosition, highWatermark: number): void {
    if (position.highWatermark === highWatermark) return;
    position.highWatermark = highWatermark;
    this.#changed.add(position);
  }

  /**
   * Judges a dead letter again, in place: as the record that it was, by the rules now in force. Its id is compared with
   * all those accepted so far, whatever their offsets. With the next commit it is no longer rejected but accepted or a
   * duplicate, or has the reason that it would get today.
   * @param letter whole: one that was cut cannot be judged
   */
  replay(position: PartitionPosition, letter: DeadLetter): 'accepted' | 'duplicate' | 'rejected' {
    const batch = this.#columnsOf(position, letterBatch(letter));
    const topic = position.topic as Topic;
    const { nextOffset } = position;
    const rows = this.#rows[topic];
    rows.begin(batch);
    let fault: Rejected | undefined;
    judgeDeferred(batch, 0, rows, this.#rules[topic], (_, __, found) => {
      fault = found;
    });
    this.#judged.push({ ...letter, fault, nextOffset });
    this.#changed.add(position);
    this.pending++;
    if (fault !== undefined) return 'rejected';
    position.rejected--;
    this.#latest.begin();
    this.#settle(position, batch, 0);
    return rows.accepted > 0 ? 'accepted' : 'duplicate';
  }

  /** Goes on at `to`, of this log or of the next, as the reason has it, and keeps a note of it. */
  skip(position: PartitionPosition, to: number, reason: GapReason): void {
    this.commit();
    const { topic, partition, log, nextOffset: from } = position;
    this.#gaps.push({ topic, partition, log, from, to, reason });
    if (beginsLog(reason)) {
      position.log++;
      // A log that lost its tail still begins as it did.
      if (reason !== 'lost-tail') position.firstBatch = undefined;
    } else {
      position.skipped += to - from;
    }
    position.nextOffset = to;
    position.lastBatch = undefined;
    this.#changed.add(position);
    this.commit();
  }

  /**
   * Writes everything taken in since the last commit. When it throws, nothing of it is written, and it is not tried
   * again: the duplicate check takes for written what was rolled back.
   */
  commit(): void {
    if (this.#failure !== undefined) throw this.#failure.error;
    if (this.#changed.size === 0) return;
    this.#lastBatches.settle();
    try {
      this.store.commit({
        watermarks: new Map([...this.#fed].map((topic) => [topic, this.#watermarks[topic]])),
        records: this.pending,
        latest: this.#latest.take(),
        deadLetters: this.#letters.all,
        judged: this.#judged,
        gaps: this.#gaps,
        positions: [...this.#changed],
        writeIds: () => this.#writeIds(),
        report: this.report,
      });
    } catch (error) {
      this.#failure = { error };
      throw error;
    }
    for (const { topic, view } of this.store.views) if (this.#fed.has(topic)) view.committed();
    for (const { topic } of this.#changed) this.#rows[topic as Topic].table.dictionary.clear();
    this.#fed.clear();
    this.#letters.clear();
    this.#judged = [];
    this.#gaps = [];
    this.#changed.clear();
    this.pending = 0;
  }

  #columnsOf(position: PartitionPosition, batch: RecordBatch | ColumnBatch): ColumnBatch {
    if ('deferred' in batch) return batch;
    return recordsAsColumns(batch, this.#rules[position.topic as Topic]);
  }

  #takeIn(position: PartitionPosition, batch: ColumnBatch, first: number): void {
    const topic = position.topic as Topic;
    const rows = this.#rows[topic];
    rows.begin(batch);
    this.#changed.add(position);
    this.#latest.begin();
    judgeDeferred(batch, first, rows, this.#rules[topic], (i, r, fault) => {
      const letter = rejectedRecord(position, batch.raw!, r, batch.baseOffset + i, fault);
      this.#letters.add(letter);
      this.#latest.letter(letter);
    });
    this.#settle(position, batch, first);
  }

  /** Counts what was judged, and folds what is accepted of it. */
  #settle(position: PartitionPosition, batch: ColumnBatch, first: number): void {
    const topic = position.topic as Topic;
    const rows = this.#rows[topic];
    const { table } = rows;
    const ids = this.#duplicates.of(position.id, table.dictionary);
    const maxTime = rows.settle(position, batch, first, ids);
    this.#latest.end(batch, first, rows);
    if (rows.accepted === 0) return;
    this.#fed.add(topic);
    if (maxTime > this.#watermarks[topic]) this.#watermarks[topic] = maxTime;
    for (const view of this.#views[topic]) {
      view.take(table, rows.rows, rows.accepted);
    }
  }

  #writeIds(): void {
    this.#duplicates.write();
    for (const position of this.#changed) {
      const since = this.#forgotten.get(position) ?? Number.NEGATIVE_INFINITY;
      if (position.maxRecordTime - since < FORGET_EVERY) continue;
      this.#duplicates.forgetBefore(position.id, position.maxRecordTime);
      this.#forgotten.set(position, position.maxRecordTime);
    }
  }
}

function byTopic<V>(of: (topic: Topic) => V): Record<Topic, V> {
  return Object.fromEntries(TOPICS.map((topic) => [topic, of(topic)])) as Record<Topic, V>;
}
