/** A roll-up by description as a view: folded in memory, merged into its table at the commit. */
import type { EventOf, Topic } from '../../schemas/index.js';
import type { Settings } from '../../settings/settings.js';
import { type Cell, Fold } from '../rollups/fold.js';
import type { AnyRollup, Rollup } from '../rollups/rollup.js';
import { hasEnded } from '../store/ended-windows.js';
import type { Db } from '../store/open.js';
import { type CellWriter, cellWriter, countRows, rollupDdl, windowRows } from '../store/rollup-table.js';
import type { Commit, View, ViewKind } from './view.js';

/** @param describe the roll-up under given settings; its name and topic never depend on them */
export function rollupKind<T extends Topic>(
  topic: T,
  describe: (settings: Settings) => Rollup<T>,
): ViewKind<T> {
  return {
    topic,
    name: (settings) => describe(settings).name,
    ddl: (settings) => rollupDdl(describe(settings) as unknown as AnyRollup),
    windows: (settings) => windowRows(describe(settings) as unknown as AnyRollup),
    open: (db, settings) => new RollupView(db, describe(settings)),
  };
}

class RollupView<T extends Topic> implements View<T> {
  readonly full = false;
  readonly #rollup: AnyRollup;
  readonly #fold: Fold<T>;
  readonly #write: CellWriter;

  constructor(db: Db, rollup: Rollup<T>) {
    this.#rollup = rollup as unknown as AnyRollup;
    this.#fold = new Fold(rollup);
    this.#write = cellWriter(db, this.#rollup);
  }

  add(event: EventOf<T>, time: number): void {
    this.#fold.add(event, time);
  }

  write(commit: Commit): void {
    const { windowMs } = this.#rollup;
    this.#write(windowMs === undefined ? this.#fold.cells : this.#kept(windowMs, commit));
  }

  committed(): void {
    this.#fold.clear();
  }

  /** The cells of windows that are not past; the others are counted. */
  *#kept(windowMs: number, commit: Commit): Generator<[name: string | number, cell: Cell]> {
    for (const named of this.#fold.cells) {
      const [, cell] = named;
      if (hasEnded(cell.key[0] as number, windowMs, commit)) countRows(this.#rollup, cell, commit.dropped);
      else yield named;
    }
  }
}
