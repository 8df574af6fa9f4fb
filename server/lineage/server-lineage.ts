/** The lineage of a server that runs. */
import { setImmediate as turn } from 'node:timers/promises';
import { countRows } from '../../processors/store/row-counts.js';
import { TOPICS } from '../../schemas/index.js';
import { Rate } from '../observe/rate.js';
import type { Lineage } from './graph.js';
import { lineageAt } from './live.js';
import type { LineageParts } from './route.js';

/** Rows are counted anew after so long, ms. */
const ROWS_GOOD_FOR = 10_000;

export class ServerLineage {
  readonly #collected = new Map<string, Rate>();
  #collectedPerSecond = new Map<string, number>();
  #rows: ReadonlyMap<string, number> = new Map();
  #rowsCountedAt = -Infinity;

  constructor(readonly parts: LineageParts) {}

  /** Looks at what the collector took; to be called once a second or so. */
  look(): void {
    const { door, observer } = this.parts;
    const sums = new Map<string, number>(TOPICS.map((topic) => [topic, 0]));
    for (const { topic, verdict, events } of door.counts)
      if (verdict === 'accepted') sums.set(topic, events + (sums.get(topic) ?? 0));
    for (const [topic, sum] of sums) {
      const rate = this.#collected.get(topic) ?? new Rate();
      this.#collected.set(topic, rate);
      this.#collectedPerSecond.set(topic, rate.look(observer.parts.clock(), sum));
    }
  }

  async now(): Promise<Lineage> {
    const { graph, observer } = this.parts;
    const rows = await this.#countRows();
    const { now, cluster } = observer.parts;
    return lineageAt(graph, {
      at: new Date(now()).toISOString(),
      cluster,
      processing: observer.processing().where,
      perSecond: observer.seen === undefined ? undefined : observer.topicsPerSecond,
      collectedPerSecond: this.#collectedPerSecond,
      lags: observer.seen?.lags ?? [],
      rows,
    });
  }

  /** Table by table, so that other requests have their turn. */
  async #countRows(): Promise<ReadonlyMap<string, number>> {
    const { graph, observer, read } = this.parts;
    const clock = observer.parts.clock();
    if (clock - this.#rowsCountedAt < ROWS_GOOD_FOR) return this.#rows;
    this.#rowsCountedAt = clock;
    const counted = new Map<string, number>();
    for (const { kind, name } of graph.nodes) {
      if (kind !== 'table') continue;
      await turn();
      const rows = read((db) => countRows(db, name));
      if (rows === undefined) break;
      counted.set(name, rows);
    }
    this.#rows = counted;
    return counted;
  }
}
