/**
 * Drops what the horizons have passed, a bounded number of rows at a time: the first `--retain` of a large database would
 * otherwise be one commit of minutes. What is past and has not gone yet is not shown (`stats/kept.ts`).
 */
import { TOPICS, type Topic } from '../../schemas/index.js';
import type { Drop } from './ended-windows.js';
import { Horizons } from './horizons.js';
import type { Db } from './open.js';

/** How much is dropped at a time. */
export interface DropLimits {
  /** Rows of a table in a turn. A commit of the fold gives each table one. */
  readonly rows: number;
  /** A transaction of its own gives more of them, until so many ms are over at the most. */
  readonly ms: number;
}

export const DROP_LIMITS: DropLimits = { rows: 500, ms: 50 };

/**
 * A transaction of its own is to take about so long, ms, with its commit, whose share is not known beforehand: rows that
 * an index has all over the place cost a page each.
 */
const AIMED_AT = 80;

/** What goes by the horizon of a topic. */
export interface TopicDrop {
  readonly topic: Topic;
  readonly drop: Drop;
}

export class Retention {
  readonly #horizons: Horizons;
  readonly #due: Set<TopicDrop>;
  readonly #count;
  /** How long the next transaction of its own gives turns, ms. */
  #ms: number;

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
    this.#ms = limits.ms;
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

  /** Drops a little, within a transaction of the fold. */
  step(): void {
    this.#horizons.note();
    this.#turn();
  }

  /** @param transaction runs what it is given in one */
  drop(transaction: (work: () => void) => void): void {
    const start = performance.now();
    transaction(() => {
      this.#horizons.note();
      do this.#turn();
      while (this.isBehind && performance.now() < start + this.#ms);
    });
    const took = performance.now() - start;
    this.#ms = Math.min(this.limits.ms, Math.max(1, this.#ms) * (AIMED_AT / took));
  }

  /** A bounded number of rows of each table. */
  #turn(): void {
    for (const one of this.#due) {
      const horizon = this.#horizons.of(one.topic);
      if (!one.drop.step(horizon, this.limits.rows, this.count)) this.#due.delete(one);
    }
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
