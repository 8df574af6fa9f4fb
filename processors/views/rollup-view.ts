/** A roll-up by description as a view: folded in memory, merged into its table at the commit. */
import type { EventColumns, Topic } from '../../schemas/index.js';
import type { Settings } from '../../settings/settings.js';
import { Fold } from '../rollups/fold.js';
import type { Rollup } from '../rollups/rollup.js';
import { CellWriter } from '../store/cell-writer.js';
import type { Db } from '../store/open.js';
import { rollupDdl, windowRows } from '../store/rollup-schema.js';
import type { Commit, View, ViewKind } from './view.js';

/** @param describe the roll-up under given settings; its name and topic never depend on them */
export function rollupKind<T extends Topic>(
  topic: T,
  describe: (settings: Settings) => Rollup<T>,
): ViewKind<T> {
  return {
    topic,
    name: (settings) => describe(settings).name,
    ddl: (settings) => rollupDdl(describe(settings)),
    windows: (settings) => windowRows(describe(settings)),
    open: (db, settings) => new RollupView(db, describe(settings)),
  };
}

class RollupView<T extends Topic> implements View<T> {
  readonly full = false;
  readonly #fold: Fold<T>;
  readonly #writer: CellWriter<T>;

  constructor(db: Db, rollup: Rollup<T>) {
    this.#fold = new Fold(rollup);
    this.#writer = new CellWriter(db, rollup);
  }

  take(events: EventColumns<T>, rows: Int32Array, count: number): void {
    this.#fold.take(events, rows, count);
  }

  write(commit: Commit): void {
    this.#writer.write(this.#fold, commit);
  }

  committed(): void {
    this.#fold.clear();
  }
}
