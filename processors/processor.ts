/**
 * Batches in, commits out: validate → duplicate check → fold, then rows, offsets, dead letters and ids in one
 * transaction. Synchronous and single-threaded: what is in memory between two commits is lost together or written
 * together, so every record counts exactly once whatever happens.
 */
import type { RecordBatch } from '../fluvio/client/types.js';
import { TOPICS, type Topic } from '../schemas/index.js';
import { BatchHasher } from './batch-hash.js';
import { hashBytes } from './duplicates/byte-hash.js';
import { DuplicateCheck } from './duplicates/duplicates.js';
import { type DeadLetter, KEPT_BYTES } from './store/dead-letters.js';
import type { PartitionPosition } from './store/partitions.js';
import type { Store } from './store/store.js';
import { watermark } from './store/watermark.js';
import type { Rejected } from './verdict/checked.js';
import { batchChecker } from './verdict/validate-batch.js';
import type { Report, View } from './views/view.js';

/** How often, in ms of record time, ids that are older than a day are deleted. */
const FORGET_EVERY = 10 * 60_000;

/** The first and the last instant that a Date can show lie so far from 1970, ms. */
const CALENDAR_MS = 8.64e15;

/** Bytes of rejected records that may wait for a commit. */
const MAX_DEAD_BYTES = 16 * 1024 * 1024;

export class Processor {
  /** Records taken in since the last commit. */
  pending = 0;
  readonly #views: Readonly<Record<Topic, readonly View[]>>;
  readonly #duplicates: DuplicateCheck;
  #deadLetters: DeadLetter[] = [];
  #deadBytes = 0;
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
    this.#duplicates = new DuplicateCheck(store.db);
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
    const views = this.#views[topic];
    const check = batchChecker(topic, batch);
    const { accepted } = position;
    for (let i = first; i < batch.count; i++) {
      const recordTime = withinCalendar(batch.timestamps[i]!);
      if (recordTime > position.maxRecordTime) position.maxRecordTime = recordTime;
      const checked = check(i);
      if (!checked.ok) {
        this.#reject(position, batch, i, checked);
      } else if (this.#isNew(position, batch, i, checked.event.event_id)) {
        position.accepted++;
        if (checked.time > position.maxTime) position.maxTime = checked.time;
        for (const view of views) view.add(checked.event, checked.time);
      }
    }
    if (position.accepted > accepted) this.#fed.add(topic);
    this.#watermarks[topic] = Math.max(this.#watermarks[topic], position.maxTime);
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

  /** Goes on at `to` although the records before it are gone, and keeps a note of it. */
  skip(position: PartitionPosition, to: number): void {
    this.commit();
    this.store.recordGap(position, position.nextOffset, to);
    position.skipped += to - position.nextOffset;
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
    for (const [position, batch] of this.#changed) if (batch !== undefined) rememberBatch(position, batch);
    try {
      this.store.commit({
        watermarks: new Map([...this.#fed].map((topic) => [topic, this.#watermarks[topic]])),
        deadLetters: this.#deadLetters,
        positions: [...this.#changed.keys()],
        writeIds: () => this.#writeIds(),
        report: this.report,
      });
    } catch (error) {
      this.#failure = { error };
      throw error;
    }
    for (const { topic, view } of this.store.views) if (this.#fed.has(topic)) view.committed();
    this.#fed.clear();
    this.#deadLetters = [];
    this.#deadBytes = 0;
    this.#changed.clear();
    this.pending = 0;
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

  #reject(position: PartitionPosition, batch: RecordBatch, i: number, { reason, pointer }: Rejected): void {
    position.rejected++;
    const { bytes, baseOffset, timestamps } = batch;
    const start = batch.valueStart[i]!;
    const size = batch.valueEnd[i]! - start;
    const kept = Math.min(size, KEPT_BYTES);
    this.#deadBytes += kept;
    const keyStart = batch.keyStart[i]!;
    this.#deadLetters.push({
      topic: position.topic,
      partition: position.partition,
      offset: baseOffset + i,
      reason,
      pointer,
      recordTime: Number.isNaN(timestamps[i]!) ? null : withinCalendar(timestamps[i]!),
      // Copies: a view would keep the whole batch in memory until the commit.
      key: keyStart < 0 ? null : Buffer.from(bytes.subarray(keyStart, batch.keyEnd[i]!)),
      value: Buffer.from(bytes.subarray(start, start + kept)),
      size,
    });
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

function rememberBatch(position: PartitionPosition, batch: RecordBatch): void {
  const hash = new BatchHasher().add(batch).digest();
  position.lastBatch = { base: batch.baseOffset, count: batch.count, hash };
}

/** A producer may write any i64 into a record's timestamp; SQLite cannot keep every one of them, nor a Date show it. */
function withinCalendar(time: number): number {
  return Math.max(-CALENDAR_MS, Math.min(time, CALENDAR_MS));
}
