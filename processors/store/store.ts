/**
 * The database as a processor sees it: where each partition stands, and one transaction a commit that takes the
 * roll-up rows, the offsets, the dead letters and the ids together or not at all.
 */
import type { Fold } from '../rollups/fold.js';
import { type DeadLetter, deadLetterWriter } from './dead-letters.js';
import { StoreError, storeError } from './errors.js';
import { type Db, openForWriting } from './open.js';
import { addPosition, type PartitionPosition, positionWriter, readPositions } from './partitions.js';
import { abandonRebuild, beginRebuild, finishRebuild } from './rebuild.js';
import { type CellWriter, cellWriter } from './rollup-table.js';
import { createSchema, migrate, schemaState } from './schema.js';

/** Everything that one commit writes. */
export interface Changes {
  readonly folds: readonly Fold[];
  readonly deadLetters: readonly DeadLetter[];
  readonly positions: readonly PartitionPosition[];
  /** Writes the ids seen since the last commit. */
  readonly writeIds: () => void;
}

export class Store {
  readonly #cellWriters = new Map<string, CellWriter>();
  readonly #writePosition: (position: PartitionPosition) => void;
  readonly #writeDeadLetter: (letter: DeadLetter) => void;

  private constructor(
    readonly db: Db,
    readonly path: string,
  ) {
    this.#writePosition = positionWriter(db);
    this.#writeDeadLetter = deadLetterWriter(db);
  }

  /**
   * Opens the database at `path`, making or migrating it.
   * @throws StoreError DATABASE_OUTDATED when it must be rebuilt from the log, DATABASE_NEWER when it cannot be used
   */
  static open(path: string): Store {
    const db = openForWriting(path);
    try {
      const state = schemaState(db, path);
      if (state === 'new') createSchema(db);
      else if (state === 'outdated' && !migrate(db)) {
        const message = `${path} was written by an older game-flow; its figures must be rebuilt from the topics.`;
        throw new StoreError('DATABASE_OUTDATED', message);
      }
      return new Store(db, path);
    } catch (error) {
      db.close();
      throw storeError(error, path);
    }
  }

  /**
   * Opens the database, of whatever older version, to make its figures anew. They become visible, all at once, with
   * `finishRebuild`; closing without it leaves the database as it was.
   * @throws StoreError DATABASE_NEWER
   */
  static openForRebuild(path: string): Store {
    const db = openForWriting(path);
    try {
      schemaState(db, path);
      beginRebuild(db);
      return new Store(db, path);
    } catch (error) {
      abandonRebuild(db);
      db.close();
      throw storeError(error, path);
    }
  }

  finishRebuild(): void {
    this.#guarded(() => finishRebuild(this.db));
  }

  positions(): PartitionPosition[] {
    return readPositions(this.db);
  }

  addPosition(topic: string, partition: number, nextOffset: number): PartitionPosition {
    return this.#guarded(() => addPosition(this.db, topic, partition, nextOffset));
  }

  commit(changes: Changes): void {
    this.#guarded(() => this.db.transaction(() => this.#write(changes)).immediate());
  }

  /** Records offsets that had gone from the log and are passed over. */
  recordGap(position: PartitionPosition, from: number, to: number): void {
    this.#guarded(() =>
      this.db
        .prepare('INSERT OR REPLACE INTO gaps VALUES (?, ?, ?, ?)')
        .run(position.topic, position.partition, from, to),
    );
  }

  close(): void {
    abandonRebuild(this.db);
    this.db.close();
  }

  #write({ folds, deadLetters, positions, writeIds }: Changes): void {
    for (const fold of folds) {
      if (fold.cells.size > 0) this.#cellWriter(fold)(fold.cells.values());
    }
    for (const letter of deadLetters) this.#writeDeadLetter(letter);
    writeIds();
    for (const position of positions) this.#writePosition(position);
  }

  #cellWriter({ rollup }: Fold): CellWriter {
    let writer = this.#cellWriters.get(rollup.name);
    if (writer === undefined) {
      writer = cellWriter(this.db, rollup);
      this.#cellWriters.set(rollup.name, writer);
    }
    return writer;
  }

  #guarded<T>(action: () => T): T {
    try {
      return action();
    } catch (error) {
      throw storeError(error, this.path);
    }
  }
}
