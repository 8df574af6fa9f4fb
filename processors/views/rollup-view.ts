/** A roll-up by description as a view: folded in memory, merged into its table at the commit. */
import type { EventOf, Topic } from '../../schemas/index.js';
import type { Settings } from '../../settings/settings.js';
import { Fold } from '../rollups/fold.js';
import type { AnyRollup, Rollup } from '../rollups/rollup.js';
import type { Db } from '../store/open.js';
import { type CellWriter, cellWriter, rollupDdl, windowDropper } from '../store/rollup-table.js';
import type { Commit, View, ViewKind } from './view.js';

/** @param describe the roll-up under given settings; its name and topic never depend on them */
export function rollupKind<T extends Topic>(
  topic: T,
  describe: (settings: Settings) => Rollup<T>,
): ViewKind<T> {
  return {
    topic,
    ddl: (settings) => rollupDdl(describe(settings) as unknown as AnyRollup),
    open: (db, settings) => new RollupView(db, describe(settings)),
  };
}

class RollupView<T extends Topic> implements View<T> {
  readonly full = false;
  readonly #fold: Fold<T>;
  readonly #write: CellWriter;
  readonly #drop: ((horizon: number) => [table: string, rows: number][]) | undefined;

  constructor(db: Db, rollup: Rollup<T>) {
    this.#fold = new Fold(rollup);
    this.#write = cellWriter(db, rollup as unknown as AnyRollup);
    this.#drop = windowDropper(db, rollup as unknown as AnyRollup);
  }

  add(event: EventOf<T>, time: number): void {
    this.#fold.add(event, time);
  }

  write(commit: Commit): void {
    this.#write(this.#fold.cells);
    if (this.#drop === undefined || commit.horizon === Number.NEGATIVE_INFINITY) return;
    for (const [table, rows] of this.#drop(commit.horizon)) commit.dropped(table, rows);
  }

  committed(): void {
    this.#fold.clear();
  }
}
