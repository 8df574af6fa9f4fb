/**
 * Batches in, commits out: validate → duplicate check → fold, then rows, offsets, dead letters and ids in one
 * transaction. Synchronous and single-threaded: what is in memory between two commits is lost together or written
 * together, so every record counts exactly once whatever happens.
 */
import { dirname } from 'node:path';
import type { RecordBatch } from '../fluvio/client/types.js';
import { Dictionary, type EventOf, EventTable, TOPICS, type Topic } from '../schemas/index.js';
import { BatchHasher } from './batch-hash.js';
import { hashBytes } from './duplicates/byte-hash.js';
import { DuplicateCheck } from './duplicates/duplicates.js';
import { LatestRecords } from './latest/latest-records.js';
import { rejectedRecord, timeOrNull, withinCalendar } from './rejected-record.js';
import { letterBatch } from './replay/letter-batch.js';
import type { DeadLetter, JudgedLetter } from './store/dead-letters.js';
import { beginsLog, type Gap, type GapReason } from './store/gaps.js';
import { FollowedKeys } from './store/latest/followed-keys.js';
import type { PartitionPosition, RememberedBatch } from './store/partitions.js';
import type { Store } from './store/store.js';
import { watermark } from './store/watermark.js';
import type { Accepted, Rejected } from './verdict/checked.js';
import { type Rules, rulesFor } from './verdict/rules.js';
import { batchChecker } from './verdict/validate-batch.js';
import type { Report, View } from './views/view.js';

/** How often, in ms of record time, ids that are older than a day are deleted. */
const FORGET_EVERY = 10 * 60_000;

/** Bytes of rejected records that may wait for a commit. */
const MAX_DEAD_BYTES = 16 * 1024 * 1024;

export class Processor {
  /** Records taken in since the last commit. */
  pending = 0;
  readonly #views: Readonly<Record<Topic, readonly View[]>>;
  readonly #rules: Readonly<Record<Topic, Rules>>;
  readonly #tables: Readonly<Record<Topic, EventTable>>;
  /** Rows of the table that hold accepted events of the batch. */
  #rows = new Int32Array(256);
  #accepted = 0;
  readonly #duplicates: DuplicateCheck;
  readonly #latest: LatestRecords;
  #deadLetters: DeadLetter[] = [];
  #deadBytes = 0;
  #judged: JudgedLetter[] = [];
  #gaps: Gap[] = [];
  /** Positions to write with the next commit, with the last batch of those that took records in. */
  readonly #changed = new Map<PartitionPosition, RecordBatch | undefined>();
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
    this.#tables = byTopic((topic) => new EventTable(topic, new Dictionary()));
    this.#duplicates = new DuplicateCheck(store.db);
    this.#latest = new LatestRecords(this.#rules, new FollowedKeys(dirname(store.path)));
    this.#views = byTopic((topic) =>
      store.views.filter((open) => open.topic === topic).map(({ view }) => view),
    );
    this.#watermarks = byTopic((topic) => watermark(store.db, topic));
  }

  /** Memory asks for a commit before the next batch. */
  get full(): boolean {
    return (
      this.#duplicates.full ||
      this.#deadBytes > MAX_DEAD_BYTES ||
      this.store.views.some(({ view }) => view.full)
    );
  }

  /**
   * Takes in the records of a batch from the position's next offset on; those before it are passed over.
   * The batch must reach that offset: a gap is for the caller to judge.
   */
  take(position: PartitionPosition, batch: RecordBatch): void {
    const first = position.nextOffset - batch.baseOffset;
    if (first < 0)
      throw new RangeError(`batch at ${batch.baseOffset} leaves a gap after ${position.nextOffset}`);
    if (first >= batch.count) return;
    const topic = position.topic as Topic;
    const check = batchChecker(topic, batch, this.#rules[topic]);
    this.#begin(topic, batch.count);
    this.#latest.begin(batch, first);
    position.firstBatch ??= { ...remembered(batch), time: timeOrNull(batch.timestamps[0]!) };
    for (let i = first; i < batch.count; i++) {
      const recordTime = withinCalendar(batch.timestamps[i]!);
      if (recordTime > position.maxRecordTime) position.maxRecordTime = recordTime;
      const checked = check(i);
      if (!checked.ok) {
        this.#reject(position, batch, i, checked);
        continue;
      }
      const isNew = this.#isNew(position, batch, i, checked.event.event_id);
      if (isNew) this.#accept(position, checked, i);
      this.#latest.event(i, checked.event, isNew);
    }
    this.#latest.end();
    this.#fold(topic);
    const taken = batch.count - first;
    position.received += taken;
    position.nextOffset += taken;
    this.pending += taken;
    this.#changed.set(position, batch);
  }

  /** The high watermark as just seen. */
  observe(position: PartitionPosition, highWatermark: number): void {
    if (position.highWatermark === highWatermark) return;
    position.highWatermark = highWatermark;
    if (!this.#changed.has(position)) this.#changed.set(position, undefined);
  }

  /**
   * Judges a dead letter again, in place: as the record that it was, by the rules now in force. Its id is compared with
   * all those accepted so far, whatever their offsets. With the next commit it is no longer rejected but accepted or a
   * duplicate, or has the reason that it would get today.
   * @param letter whole: one that was cut cannot be judged
   */
  replay(position: PartitionPosition, letter: DeadLetter): 'accepted' | 'duplicate' | 'rejected' {
    const batch = letterBatch(letter);
    const topic = position.topic as Topic;
    const checked = batchChecker(topic, batch, this.#rules[topic])(0);
    const { nextOffset } = position;
    this.#judged.push({ ...letter, fault: checked.ok ? undefined : checked, nextOffset });
    if (!this.#changed.has(position)) this.#changed.set(position, undefined);
    this.pending++;
    if (!checked.ok) return 'rejected';
    position.rejected--;
    const isNew = this.#isNew(position, batch, 0, checked.event.event_id);
    this.#begin(topic, 1);
    if (isNew) this.#accept(position, checked, 0);
    this.#fold(topic);
    this.#latest.begin(batch, 0);
    this.#latest.event(0, checked.event, isNew);
    this.#latest.end();
    return isNew ? 'accepted' : 'duplicate';
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
    this.#changed.set(position, undefined);
    this.commit();
  }

  /**
   * Writes everything taken in since the last commit. When it throws, nothing of it is written, and it is not tried
   * again: the duplicate check takes for written what was rolled back.
   */
  commit(): void {
    if (this.#failure !== undefined) throw this.#failure.error;
    if (this.#changed.size === 0) return;
    for (const [position, batch] of this.#changed) {
      if (batch !== undefined) position.lastBatch = remembered(batch);
    }
    try {
      this.store.commit({
        watermarks: new Map([...this.#fed].map((topic) => [topic, this.#watermarks[topic]])),
        records: this.pending,
        latest: this.#latest.take(),
        deadLetters: this.#deadLetters,
        judged: this.#judged,
        gaps: this.#gaps,
        positions: [...this.#changed.keys()],
        writeIds: () => this.#writeIds(),
        report: this.report,
      });
    } catch (error) {
      this.#failure = { error };
      throw error;
    }
    for (const { topic, view } of this.store.views) if (this.#fed.has(topic)) view.committed();
    for (const topic of this.#fed) this.#tables[topic].dictionary.clear();
    this.#fed.clear();
    this.#deadLetters = [];
    this.#deadBytes = 0;
    this.#judged = [];
    this.#gaps = [];
    this.#changed.clear();
    this.pending = 0;
  }

  #begin(topic: Topic, count: number): void {
    this.#tables[topic].reach(count);
    if (this.#rows.length < count) this.#rows = new Int32Array(2 * count);
    this.#accepted = 0;
  }

  #fold(topic: Topic): void {
    if (this.#accepted === 0) return;
    for (const view of this.#views[topic]) view.take?.(this.#tables[topic], this.#rows, this.#accepted);
  }

  #accept<T extends Topic>(
    position: PartitionPosition,
    { event, time }: Accepted<EventOf<T>>,
    i: number,
  ): void {
    const topic = position.topic as Topic;
    position.accepted++;
    if (time > position.maxTime) position.maxTime = time;
    if (time > this.#watermarks[topic]) this.#watermarks[topic] = time;
    this.#fed.add(topic);
    this.#tables[topic].set(i, event, time);
    this.#rows[this.#accepted++] = i;
    for (const view of this.#views[topic]) view.add?.(event, time);
  }

  #isNew(position: PartitionPosition, batch: RecordBatch, i: number, eventId: string | undefined): boolean {
    if (eventId === undefined) return true;
    const hash = hashBytes(batch.bytes, batch.valueStart[i]!, batch.valueEnd[i]!);
    const sighting = this.#duplicates.see(position.id, eventId, hash, position.maxRecordTime);
    if (sighting === 'new') return true;
    position.duplicate++;
    if (sighting === 'conflicting') position.conflicting++;
    return false;
  }

  #reject(position: PartitionPosition, batch: RecordBatch, i: number, verdict: Rejected): void {
    position.rejected++;
    const letter = rejectedRecord(position, batch, i, verdict);
    this.#deadBytes += letter.value.length;
    this.#deadLetters.push(letter);
    this.#latest.letter(i, letter);
  }

  #writeIds(): void {
    this.#duplicates.write();
    for (const position of this.#changed.keys()) {
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

function remembered(batch: RecordBatch): RememberedBatch {
  return { base: batch.baseOffset, count: batch.count, hash: new BatchHasher().add(batch).digest() };
}
