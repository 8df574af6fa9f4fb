/**
 * How far back windows, alerts and dead letters of each topic are kept: its horizon, W less what is retained. It is noted
 * in the database and never goes back, whatever is retained later: a window that has gone would come back with late
 * events alone. What ended at or before the horizon is not shown, and goes bit by bit.
 */
import { TOPICS, type Topic } from '../../schemas/index.js';
import type { Db } from './open.js';
import { watermark } from './watermark.js';

export class Horizons {
  readonly #at: Map<string, number>;
  readonly #note;
  #isNoted = true;

  /** @param retainSeconds what is retained from now on; null for everything that is not past already */
  constructor(
    db: Db,
    readonly retainSeconds: number | null,
  ) {
    this.#at = readHorizons(db);
    this.#note = db.prepare(
      'INSERT INTO meta VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    );
    for (const topic of TOPICS) this.advance(topic, watermark(db, topic));
  }

  /** ms since 1970; −Infinity where nothing is past. */
  of(topic: Topic): number {
    return this.#at.get(topic) ?? Number.NEGATIVE_INFINITY;
  }

  /** W of a topic is this. */
  advance(topic: Topic, time: number): void {
    if (this.retainSeconds === null) return;
    const horizon = time - this.retainSeconds * 1000;
    if (horizon <= this.of(topic)) return;
    this.#at.set(topic, horizon);
    this.#isNoted = false;
  }

  /** Notes them, within the transaction of whatever goes by them. */
  note(): void {
    if (this.#isNoted) return;
    this.#note.run(NAME, JSON.stringify(Object.fromEntries(this.#at)));
    this.#isNoted = true;
  }
}

const NAME = 'horizons';

/** By topic, where there is one: the furthest that any retention has come to, ms since 1970. */
export function readHorizons(db: Db): Map<string, number> {
  const text = db.prepare('SELECT value FROM meta WHERE name = ?').pluck().get(NAME) as string | undefined;
  return new Map(text === undefined ? [] : Object.entries(JSON.parse(text) as Record<string, number>));
}
