/**
 * The database as a processor sees it: where each partition stands, and one transaction a commit that takes the
 * roll-up rows, the offsets, the dead letters and the ids together or not at all.
 */
import type { Statement } from 'better-sqlite3';
import type { Topic } from '../../schemas/index.js';
import { DEFAULT_SETTINGS, type Settings } from '../../settings/settings.js';
import { VIEWS } from '../views/index.js';
import type { Report, View } from '../views/view.js';
import {
  type DeadLetter,
  type DeadLetterWriter,
  deadLetterWriter,
  type JudgedLetter,
} from './dead-letters.js';
import { StoreError, storeError } from './errors.js';
import { type Gap, recordGap } from './gaps.js';
import { type Db, openForWriting } from './open.js';
import { addPosition, type PartitionPosition, positionWriter, readPositions } from './partitions.js';
import { abandonRebuild, beginRebuild, finishRebuild } from './rebuild.js';
import { createSchema, migrate, outdatedBecause, rederive, schemaState } from './schema.js';
import { watermark } from './watermark.js';

/** Everything that one commit writes. */
export interface Changes {
  /** W of each topic that took events in. */
  readonly watermarks: ReadonlyMap<Topic, number>;
  readonly deadLetters: readonly DeadLetter[];
  /** Dead letters of earlier commits that were judged again. */
  readonly judged: readonly JudgedLetter[];
  readonly gaps: readonly Gap[];
  readonly positions: readonly PartitionPosition[];
  /** Writes the ids seen since the last commit. */
  readonly writeIds: () => void;
  /** Told of what a person may want to know at once, within the transaction. */
  readonly report: Report;
}

/** A view with the topic that it follows. */
export interface OpenView {
  readonly topic: Topic;
  readonly view: View;
}

export class Store {
  readonly views: readonly OpenView[];
  readonly #writePosition: (position: PartitionPosition) => void;
  readonly #deadLetters: DeadLetterWriter;
  readonly #countDropped: Statement;

  private constructor(
    readonly db: Db,
    readonly path: string,
    readonly settings: Settings,
  ) {
    this.views = VIEWS.map((kind) => ({
      topic: kind.topic,
      view: kind.open(db, settings) as unknown as View,
    }));
    this.#countDropped = db.prepare(
      'INSERT INTO dropped VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET "rows" = "rows" + excluded."rows"',
    );
    this.#writePosition = positionWriter(db);
    this.#deadLetters = deadLetterWriter(db);
  }

  /**
   * Opens the database at `path`, making or migrating it.
   * @throws StoreError DATABASE_OUTDATED when it must be rebuilt from the log, DATABASE_NEWER when it cannot be used
   */
  static open(path: string, settings: Settings = DEFAULT_SETTINGS): Store {
    const db = openForWriting(path);
    try {
      const state = schemaState(db, path, settings);
      if (state === 'new') createSchema(db, settings);
      else if (state === 'outdated' && !migrate(db, settings)) {
        const message = `${path} ${outdatedBecause(db, settings)}; its figures must be rebuilt from the topics.`;
        throw new StoreError('DATABASE_OUTDATED', message);
      }
      rederive(db, settings);
      return new Store(db, path, settings);
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
  static openForRebuild(path: string, settings: Settings): Store {
    const db = openForWriting(path);
    try {
      schemaState(db, path);
      beginRebuild(db, settings);
      return new Store(db, path, settings);
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

  close(): void {
    abandonRebuild(this.db);
    this.db.close();
  }

  #write({ watermarks, deadLetters, judged, gaps, positions, writeIds, report }: Changes): void {
    const { retain_seconds: retain } = this.settings;
    for (const { topic, view } of this.views) {
      const watermark = watermarks.get(topic);
      if (watermark === undefined) continue;
      const horizon = retain === null ? Number.NEGATIVE_INFINITY : watermark - retain * 1000;
      const asOf = { watermark, recordTime: latestRecord(positions, topic) };
      view.write({
        watermark,
        horizon,
        report: (finding) => report(finding, asOf),
        dropped: (name, rows) => this.#countDropped.run(name, rows),
      });
    }
    for (const letter of deadLetters) this.#deadLetters.insert(letter);
    for (const letter of judged) this.#deadLetters.settle(letter);
    for (const gap of gaps) recordGap(this.db, gap);
    writeIds();
    for (const position of positions) this.#writePosition(position);
    if (retain !== null) this.#dropLetters(new Set(positions.map(({ topic }) => topic as Topic)), retain);
  }

  /** Whatever a commit brings, W as it is then decides: so what is dropped does not depend on commits. */
  #dropLetters(topics: ReadonlySet<Topic>, retain: number): void {
    for (const topic of topics) {
      const dropped = this.#deadLetters.drop(topic, watermark(this.db, topic) - retain * 1000);
      if (dropped > 0) this.#countDropped.run('dead_letters', dropped);
    }
  }

  #guarded<T>(action: () => T): T {
    try {
      return action();
    } catch (error) {
      throw storeError(error, this.path);
    }
  }
}

/** The largest Fluvio timestamp of a topic's records so far, ms since 1970; −1 while there is none. */
function latestRecord(positions: readonly PartitionPosition[], topic: Topic): number {
  return positions.reduce(
    (latest, position) => (position.topic === topic ? Math.max(latest, position.maxRecordTime) : latest),
    -1,
  );
}
