/**
 * Dead letters by topic and reason, counted in small steps: a million of them at once would hold up whoever asks for most
 * of a second.
 */
import { TOPICS } from '../../schemas/index.js';
import type { ReasonCount } from './letter-selection.js';
import type { Db } from './open.js';

/** Letters that a step looks at, and no more than those of one ms beyond them; some 15 ms. */
const A_STEP = 20_000;

export class LetterTally {
  #counted: readonly ReasonCount[] = [];
  #isWhole = false;
  #counting = new Map<string, ReasonCount>();
  /** Where the next step begins: a topic, and a time of its records; null for those without one. */
  #topic = 0;
  #from: number | null = null;

  constructor(readonly step = A_STEP) {}

  /** As of the last time that all were gone through; until the first time, those so far. */
  get counts(): readonly ReasonCount[] {
    return this.#isWhole ? this.#counted : [...this.#counting.values()];
  }

  /** Goes through a bounded number of letters; as soon as all are through it begins anew. */
  look(db: Db): void {
    for (let left = this.step; left > 0; ) {
      left -= this.#from === null ? this.#countTimeless(db) : this.#countFrom(db, this.#from);
      if (this.#topic < TOPICS.length) continue;
      this.#counted = [...this.#counting.values()];
      this.#isWhole = true;
      this.#counting = new Map();
      this.#topic = 0;
      return;
    }
  }

  #countTimeless(db: Db): number {
    this.#from = Number.MIN_SAFE_INTEGER;
    return this.#add(
      db
        .prepare(
          `SELECT topic, reason, count(*) AS letters FROM dead_letters
           WHERE topic = ? AND record_time IS NULL GROUP BY reason`,
        )
        .all(TOPICS[this.#topic]),
    );
  }

  #countFrom(db: Db, from: number): number {
    const topic = TOPICS[this.#topic];
    const next = db
      .prepare(
        `SELECT record_time FROM dead_letters WHERE topic = ? AND record_time >= ?
         ORDER BY record_time LIMIT 1 OFFSET ?`,
      )
      .pluck()
      .get(topic, from, this.step) as number | undefined;
    // Of one ms there may be more than a step.
    const to = next === undefined ? Number.MAX_SAFE_INTEGER : Math.max(next, from + 1);
    this.#from = to;
    if (next === undefined) {
      this.#topic++;
      this.#from = null;
    }
    return this.#add(
      db
        .prepare(
          `SELECT topic, reason, count(*) AS letters FROM dead_letters
           WHERE topic = ? AND record_time >= ? AND record_time < ? GROUP BY reason`,
        )
        .all(topic, from, to),
    );
  }

  #add(rows: readonly ReasonCount[]): number {
    for (const { topic, reason, letters } of rows) {
      const name = `${topic} ${reason}`;
      this.#counting.set(name, {
        topic,
        reason,
        letters: letters + (this.#counting.get(name)?.letters ?? 0),
      });
    }
    return rows.reduce((sum, { letters }) => sum + letters, 0);
  }
}
