/** Dead letters that are none any more since they were judged again. */
import type { Db } from './open.js';

/** Counts them by topic, each time from where the last look ended: there may be many, and they only become more. */
export class ReplayedLetters {
  #counts = new Map<string, number>();
  /** Id of the last one counted. */
  #last = 0;

  look(db: Db): ReadonlyMap<string, number> {
    const last = (db.prepare('SELECT max(id) FROM replayed_letters').pluck().get() as number | null) ?? 0;
    // A rebuild begins without any.
    if (last < this.#last) [this.#counts, this.#last] = [new Map(), 0];
    const more = db
      .prepare('SELECT topic, count(*) AS letters FROM replayed_letters WHERE id > ? GROUP BY topic')
      .all(this.#last) as { topic: string; letters: number }[];
    for (const { topic, letters } of more) this.#counts.set(topic, letters + (this.#counts.get(topic) ?? 0));
    this.#last = last;
    return this.#counts;
  }
}
