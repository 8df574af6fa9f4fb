/**
 * Drops what the horizons have passed, a bounded number of rows at a time: the first `--retain` of a large database would
 * otherwise be one commit of minutes. What is past and has not gone yet is not shown (`stats/kept.ts`).
 */
import { TOPICS, type Topic } from '../../schemas/index.js';
import type { Drop } from './ended-windows.js';
import { Horizons } from './horizons.js';
import type { Db } from './open.js';

/** How much one transaction drops. */
export interface DropLimits {
  /** Rows of a table at a time. */
  readonly rows: number;
  /** When so many ms are over, no table has another turn; each has had one by then. */
  readonly ms: number;
}

export const DROP_LIMITS: DropLimits = { rows: 500, ms: 50 };

/** What goes by the horizon of a topic. */
export interface TopicDrop {
  readonly topic: Topic;
  readonly drop: Drop;
}

export class Retention {
  readonly #horizons: Horizons;
  readonly #due: Set<TopicDrop>;
  readonly #count;

  constructor(
    db: Db,
    retainSeconds: number | null,
    readonly drops: readonly TopicDrop[],
    readonly limits: DropLimits,
  ) {
    this.#horizons = new Horizons(db, retainSeconds);
    this.#count = db.prepare(
      'INSERT INTO dropped VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET "rows" = "rows" + excluded."rows"',
    );
    this.#due = new Set();
    for (const topic of TOPICS) this.#makeDue(topic);
  }

  /** Whether there may be something past that has not gone yet. */
  get isBehind(): boolean {
    return this.#due.size > 0;
  }

  /** W of a topic has come to `watermark`. Returns its horizon, ms since 1970; −Infinity where nothing is past. */
  advance(topic: Topic, watermark: number): number {
    this.#horizons.advance(topic, watermark);
    return this.#horizons.of(topic);
  }

  /** Something of these topics was written: what of it is past is to go. */
  written(topics: Iterable<Topic>): void {
    for (const topic of topics) this.#makeDue(topic);
  }

  /** Drops as much as the limits allow, within a transaction. */
  step(): void {
    this.#horizons.note();
    const until = performance.now() + this.limits.ms;
    do {
      for (const one of this.#due) {
        const horizon = this.#horizons.of(one.topic);
        if (!one.drop.step(horizon, this.limits.rows, this.count)) this.#due.delete(one);
      }
    } while (this.isBehind && performance.now() < until);
  }

  /** Counts rows that have gone. */
  readonly count = (table: string, rows: number): void => {
    if (rows > 0) this.#count.run(table, rows);
  };

  #makeDue(topic: Topic): void {
    if (this.#horizons.of(topic) === Number.NEGATIVE_INFINITY) return;
    for (const one of this.drops) if (one.topic === topic) this.#due.add(one);
  }
}
