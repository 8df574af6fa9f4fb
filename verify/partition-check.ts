/** One partition of the database against its log: which records count, how, and how far that can be said. */
import type { Settings } from '../settings/settings.js';
import { type Coverage, coverage, type HeldLog, type Range, type StoredPartition } from './coverage.js';
import { LetterCheck, letterDifference, type StoredLetter } from './dead-letters.js';
import { Differences } from './differences.js';
import type { Topic } from './events.js';
import { hashOfValues, type RememberedBatch } from './log-hash.js';
import { RecomputedPartition } from './partitions.js';
import type { Recomputation } from './recompute.js';
import type { LogRecord } from './record.js';
import { Replays } from './replays.js';

/** How much of a partition, or of a figure, could be recomputed. */
export type Extent = 'all' | 'part' | 'none';

export interface PartitionEvidence {
  readonly stored: StoredPartition;
  readonly letters: ReadonlyMap<number, StoredLetter>;
  /** Reasons of dead letters that were purged, by offset. */
  readonly purged: ReadonlyMap<number, string>;
  /**
   * Offsets of records that were rejected first and judged again later, in the order of that, and the partition's next
   * offset then: the records before it had been judged without them.
   */
  readonly replayed: ReadonlyMap<number, number>;
  /** Undefined where there is no such partition any more. */
  readonly held: HeldLog | undefined;
}

export interface Conclusion {
  readonly extent: Extent;
  /** What the database says of itself and cannot be. */
  readonly contradictions: Differences;
}

export class PartitionCheck {
  readonly letters: LetterCheck;
  readonly recomputed: RecomputedPartition;
  /** Sentences on what could not be checked. */
  readonly unchecked: string[] = [];
  readonly #coverage: Coverage;
  readonly #replays: Replays;
  #isAnotherLog = false;
  /** Purged letters of events too far ahead of their records: nothing else tells of it. */
  #onTheirWord = 0;

  constructor(
    readonly evidence: PartitionEvidence,
    figures: Recomputation,
    settings: Settings,
  ) {
    const { stored, letters, purged, held } = evidence;
    const { topic, partition, max_record_time } = stored;
    this.#coverage = coverage(stored, held);
    this.letters = new LetterCheck(stored, letters, purged);
    const atMost = max_record_time ?? Number.NEGATIVE_INFINITY;
    this.recomputed = new RecomputedPartition(topic as Topic, partition, figures, settings, atMost);
    this.#replays = new Replays(evidence.replayed);
    this.recomputed.row.next_offset = stored.next_offset - stored.received - stored.skipped;
  }

  get name(): string {
    return `${this.evidence.stored.topic}/${this.evidence.stored.partition}`;
  }

  /** What to read, in order. */
  get readable(): readonly Range[] {
    return this.#isAnotherLog ? [] : this.#coverage.readable;
  }

  /** Batches to read first, and to give to `see`. */
  get landmarks(): RememberedBatch[] {
    const { first_batch, last_batch } = this.evidence.stored;
    return [first_batch, last_batch].filter((batch): batch is RememberedBatch =>
      this.#coverage.readable.some(
        ({ from, to }) =>
          batch !== undefined &&
          batch.hash.length > 0 &&
          batch.base >= from &&
          batch.base + batch.count <= to,
      ),
    );
  }

  /** Says that the values at a landmark's offsets are these; other ones than were counted make it another log. */
  see({ hash }: RememberedBatch, values: readonly Uint8Array[]): void {
    if (!hashOfValues(values).equals(hash)) this.#isAnotherLog = true;
  }

  take(offset: number, value: Uint8Array): void {
    const { stored, letters, purged } = this.evidence;
    for (const replayed of this.#replays.before(offset)) this.#judge(replayed);
    const record: LogRecord = { topic: stored.topic, partition: stored.partition, offset, value };
    if (this.#replays.defer(record)) return;
    if (purged.get(offset) === 'future_time') {
      this.#onTheirWord++;
      this.recomputed.reject(record);
      return;
    }
    const letter = letters.get(offset);
    // The plain iterator shows no timestamps; a dead letter has its record's.
    this.#judge(letter === undefined ? record : { ...record, timestamp: letter.recordTime });
  }

  #judge(record: LogRecord): void {
    this.letters.take(record, this.recomputed.take(record));
  }

  /**
   * To be called when everything readable was taken: how far what was counted is known now.
   * @param droppedLetters rows of `dead_letters` that retention took, of whatever partition
   */
  conclude(droppedLetters: number): Conclusion {
    for (const replayed of this.#replays.before(Number.POSITIVE_INFINITY)) this.#judge(replayed);
    const contradictions = new Differences();
    const { stored } = this.evidence;
    const { topic, partition } = stored;
    for (const contradiction of this.#coverage.contradictions)
      contradictions.add({
        figure: 'topics',
        key: [topic, partition],
        stored: contradiction,
        recomputed: null,
      });
    if (this.#isAnotherLog) {
      this.unchecked.push(
        `${this.name}: nothing could be checked: the log is not the one that was counted (the topic was made anew, or the cluster lost its tail)`,
      );
      return { extent: 'none', contradictions };
    }
    this.#strayLetters();
    if (this.#onTheirWord > 0) {
      this.unchecked.push(
        `${this.name}: ${this.#onTheirWord} purged dead letters (future_time) were taken on their word`,
      );
    }
    return { extent: this.#extent(droppedLetters), contradictions };
  }

  /** Letters of offsets that were not counted. */
  #strayLetters(): void {
    const { stored, letters } = this.evidence;
    const { readable, gone } = this.#coverage;
    const counted = [...readable, ...gone];
    for (const [offset, { reason }] of letters) {
      if (counted.some(({ from, to }) => offset >= from && offset < to)) continue;
      const difference = letterDifference(stored, offset, `rejected as ${reason}`, 'not counted');
      this.letters.differences.add(difference);
    }
  }

  #extent(droppedLetters: number): Extent {
    const { stored } = this.evidence;
    const { row, undecided } = this.recomputed;
    const unseen = stored.rejected - row.rejected;
    if (this.#coverage.gone.length === 0 && unseen > 0 && unseen <= droppedLetters) {
      this.unchecked.push(
        `${this.name}: ${unseen} records are counted as rejected, and retention has taken the dead letters that could tell whether rightly so (future_time)`,
      );
      return 'none';
    }
    for (const { from, to } of this.#coverage.gone)
      this.unchecked.push(`${this.name}: offsets ${from} to ${to - 1} are no longer in the log`);
    if (stored.log > 0) this.unchecked.push(`${this.name}: what was counted before the topic was made anew`);
    if (this.#coverage.gone.length > 0 || stored.log > 0) return stored.conflicting > 0 ? 'none' : 'part';
    const again = stored.accepted - row.accepted;
    if (again > 0 && again <= undecided && stored.duplicate + again === row.duplicate) {
      this.unchecked.push(
        `${this.name}: ${again} of ${undecided} repeats of ids that are not SOURCE-NUMBER were counted as new, which is right if they came a day of record time later; the client does not show record times`,
      );
      return 'part';
    }
    return 'all';
  }
}
