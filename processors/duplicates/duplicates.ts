/**
 * Was an event with this id accepted before, in the same topic and partition?
 *
 * SOURCE-NUMBER ids are remembered exactly and for ever, a bit each; all others for a day of record time. Both
 * verdicts depend on the log alone (offsets and record times up to the record), never on when it is read.
 */
import type { Db } from '../store/open.js';
import { parseNumberedId } from './event-id.js';
import { SeenIds } from './seen-ids.js';
import { SeenNumbers } from './seen-numbers.js';
import { REMEMBERED, type Sighting } from './sighting.js';

export { REMEMBERED, type Sighting } from './sighting.js';

export class DuplicateCheck {
  readonly #numbers: SeenNumbers;
  readonly #ids: SeenIds;

  constructor(db: Db) {
    this.#numbers = new SeenNumbers(db);
    this.#ids = new SeenIds(db);
  }

  /**
   * Looks an id up and, when it is new, remembers it.
   * @param partitionId row id of the topic's partition
   * @param hash of the event's bytes (`hashBytes`)
   * @param recordTime the largest Fluvio timestamp of the partition so far, ms
   */
  see(partitionId: number, eventId: string, hash: number, recordTime: number): Sighting {
    const numbered = parseNumberedId(eventId);
    return numbered === undefined
      ? this.#ids.see(partitionId, eventId, hash, recordTime)
      : this.#numbers.see(partitionId, numbered.source, numbered.number, hash, recordTime);
  }

  /** Memory asks for a commit. */
  get full(): boolean {
    return this.#numbers.full;
  }

  /** Writes what was remembered since the last commit; to be called within its transaction. */
  write(): void {
    this.#numbers.write();
    this.#ids.write();
  }

  /** Forgets what is older than a day of record time in this partition. */
  forgetBefore(partitionId: number, recordTime: number): void {
    this.#numbers.forgetBefore(partitionId, recordTime - REMEMBERED);
    this.#ids.forgetBefore(partitionId, recordTime - REMEMBERED);
  }
}
