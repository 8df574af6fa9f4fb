/**
 * Was an event with this id accepted before, in the same topic and partition?
 *
 * SOURCE-NUMBER ids are remembered exactly and for ever, a bit each; all others for a day of record time. Both
 * verdicts depend on the log alone (offsets and record times up to the record), never on when it is read.
 */
import type { Dictionary } from '../../schemas/index.js';
import type { Db } from '../store/open.js';
import { IdSpans } from './id-spans.js';
import { type NumberedIds, PartitionNumbers } from './partition-numbers.js';
import { SeenIds } from './seen-ids.js';
import { SeenNumbers } from './seen-numbers.js';
import { REMEMBERED, type Sighting } from './sighting.js';

export type { NumberedIds } from './partition-numbers.js';
export { ACCEPTED, DUPLICATE, REJECTED, REMEMBERED, type Sighting } from './sighting.js';

export class DuplicateCheck {
  readonly #numbers: SeenNumbers;
  readonly #spans: IdSpans;
  readonly #partitions = new Map<number, PartitionIds>();

  constructor(db: Db) {
    this.#numbers = new SeenNumbers(db);
    this.#spans = new IdSpans(db);
  }

  /**
   * The ids of a partition, for the next batch.
   * @param partitionId row id of the topic's partition
   * @param dictionary of the topic, always the same one: that of the codes of sources
   */
  of(partitionId: number, dictionary: Dictionary): PartitionIds {
    let ids = this.#partitions.get(partitionId);
    if (ids === undefined) {
      ids = new PartitionIds(
        new PartitionNumbers(this.#numbers, partitionId, dictionary),
        new SeenIds(this.#spans, partitionId),
      );
      this.#partitions.set(partitionId, ids);
    }
    ids.numbers.begin();
    return ids;
  }

  /** Memory asks for a commit. */
  get full(): boolean {
    return this.#numbers.full;
  }

  /** Writes what was remembered since the last commit; to be called within its transaction. */
  write(): void {
    const partitions = this.#partitions;
    this.#numbers.write(
      (partitionId) => partitions.get(partitionId)!.recordTime,
      () => {
        for (const { numbers } of partitions.values()) numbers.forget();
      },
    );
    for (const { others } of partitions.values()) others.write();
  }

  /** Forgets what is older than a day of record time in this partition. */
  forgetBefore(partitionId: number, recordTime: number): void {
    this.#numbers.forgetBefore(partitionId, recordTime - REMEMBERED);
    this.#partitions.get(partitionId)?.others.forgetBefore(recordTime - REMEMBERED);
  }
}

/** Looks ids of one partition up and, when they are new, remembers them. */
export class PartitionIds {
  /** The largest Fluvio timestamp of the partition up to the last record seen, ms: told by who asks. */
  recordTime = -1;

  constructor(
    readonly numbers: PartitionNumbers,
    readonly others: SeenIds,
  ) {}

  /** See PartitionNumbers. */
  seeNumbers(ids: NumberedIds, verdicts: Uint8Array, first: number, count: number): number {
    return this.numbers.see(ids, verdicts, first, count);
  }

  /**
   * Of an id that is not of the form SOURCE-NUMBER.
   * @param hash of the event's bytes, never 0
   * @param recordTime the largest Fluvio timestamp of the partition so far, ms
   */
  seeOther(id: string, hash: number, recordTime: number): Sighting {
    return this.others.see(id, hash, recordTime);
  }
}
