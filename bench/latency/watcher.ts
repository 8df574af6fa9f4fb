/**
 * Who waits for rows: asks SQLite whether anybody has committed, and if so how far each partition is. What a commit
 * writes becomes visible together, so an offset behind the partition's next one has all its rows there.
 */
import { type Db, openForReading } from '../../processors/store/open.js';
import { partitionName } from '../../processors/store/partitions.js';
import { now } from './clock.js';

/** Between two looks, ms; a look at `data_version` reads shared memory, and no page. */
const LOOK_EVERY = 1;

/** A partition's next offset, and when it was first seen. */
export interface Step {
  readonly at: number;
  readonly next: number;
}

export class Watcher {
  /** By name of the partition, in order. */
  readonly steps = new Map<string, Step[]>();
  /** Records visible. */
  seen = 0;
  /** The longest between two looks, ms: nothing was seen sooner than that. */
  longestPause = 0;
  readonly #db: Db;
  #version = -1;
  #lookedAt = now();
  #timer: NodeJS.Timeout | undefined;

  constructor(path: string) {
    this.#db = openForReading(path);
    this.#look();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#db.close();
  }

  #look(): void {
    const before = this.#lookedAt;
    this.#lookedAt = now();
    this.longestPause = Math.max(this.longestPause, this.#lookedAt - before);
    const version = this.#db.pragma('data_version', { simple: true }) as number;
    if (version !== this.#version) this.#read();
    this.#version = version;
    this.#timer = setTimeout(() => this.#look(), LOOK_EVERY);
  }

  #read(): void {
    const rows = this.#db.prepare('SELECT topic, partition, next_offset FROM partitions').all() as {
      topic: string;
      partition: number;
      next_offset: number;
    }[];
    // Seen when it was read, not when the look began.
    const at = now();
    this.seen = rows.reduce((sum, row) => sum + row.next_offset, 0);
    for (const row of rows) {
      const name = partitionName(row);
      const steps = this.steps.get(name) ?? [];
      this.steps.set(name, steps);
      if (steps.at(-1)?.next !== row.next_offset) steps.push({ at, next: row.next_offset });
    }
  }
}

/** When the record at `offset` could first be seen; undefined when it never was. */
export function visibleAt(steps: readonly Step[], offset: number): number | undefined {
  let low = 0;
  for (let high = steps.length; low < high; ) {
    const middle = (low + high) >> 1;
    if (steps[middle]!.next > offset) high = middle;
    else low = middle + 1;
  }
  return steps[low]?.at;
}
