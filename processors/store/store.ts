/**
 * The database as a processor sees it: where each partition stands, and one transaction a commit that takes the
 * roll-up rows, the offsets, the dead letters and the ids together or not at all.
 */
import { TOPICS, type Topic } from '../../schemas/index.js';
import type { Settings } from '../../settings/settings.js';
import { VIEWS } from '../views/index.js';
import type { Report, View } from '../views/view.js';
import {
  type DeadLetter,
  type DeadLetterWriter,
  deadLetterWriter,
  type JudgedLetter,
  letterDrop,
} from './dead-letters.js';
import { EndedWindows } from './ended-windows.js';
import { StoreError, storeError } from './errors.js';
import { type Gap, recordGap } from './gaps.js';
import type { LatestRecord } from './latest/record.js';
import { LatestTable } from './latest/table.js';
import { type Db, openForWriting } from './open.js';
import { addPosition, type PartitionPosition, positionWriter, readPositions } from './partitions.js';
import { CommitMeter } from './processing-table.js';
import { abandonRebuild, beginRebuild, finishRebuild } from './rebuild.js';
import { rederive } from './rederive.js';
import { DROP_LIMITS, type DropLimits, Retention, type TopicDrop } from './retention.js';
import { createSchema, migrate, outdatedBecause, schemaState } from './schema.js';

/** Everything that one commit writes. */
export interface Changes {
  /** How many records were taken in. */
  readonly records: number;
  /** Some of them, to be shown. */
  readonly latest: readonly LatestRecord[];
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

export interface OpenOptions {
  readonly dropLimits?: DropLimits;
  /** Told, in words that follow the name of the database, before its figures are brought up to other thresholds. */
  readonly onRederive?: (why: string) => void;
}

export class Store {
  readonly views: readonly OpenView[];
  readonly #writePosition: (position: PartitionPosition) => void;
  readonly #deadLetters: DeadLetterWriter;
  readonly #latest: LatestTable;
  readonly #meter: CommitMeter;
  readonly #retention: Retention;

  private constructor(
    readonly db: Db,
    readonly path: string,
    readonly settings: Settings,
    dropLimits: DropLimits = DROP_LIMITS,
  ) {
    this.views = VIEWS.map((kind) => ({
      topic: kind.topic,
      view: kind.open(db, settings) as unknown as View,
    }));
    this.#writePosition = positionWriter(db);
    this.#deadLetters = deadLetterWriter(db);
    this.#latest = new LatestTable(db);
    this.#meter = new CommitMeter(db);
    this.#retention = new Retention(db, settings.retain_seconds, this.#drops(), dropLimits);
  }

  /**
   * Opens the database at `path`, making or migrating it.
   * @throws StoreError DATABASE_OUTDATED when it must be rebuilt from the log, DATABASE_NEWER when it cannot be used
   */
  static open(path: string, settings: Settings, options: OpenOptions = {}): Store {
    const db = openForWriting(path);
    try {
      const state = schemaState(db, path, settings);
      if (state === 'new') createSchema(db, settings);
      else if (state === 'outdated' && !migrate(db, settings)) {
        const message = `${path} ${outdatedBecause(db, settings)}; its figures must be rebuilt from the topics.`;
        throw new StoreError('DATABASE_OUTDATED', message);
      }
      rederive(db, settings, options.onRederive);
      return new Store(db, path, settings, options.dropLimits);
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
    const start = performance.now();
    this.#guarded(() => this.db.transaction(() => this.#write(changes)).immediate());
    this.#meter.took(performance.now() - start);
  }

  /** Whether there may be something that retention does not keep and that has not gone yet. */
  get isBehind(): boolean {
    return this.#retention.isBehind;
  }

  /** Drops, in a transaction of its own, some of what retention does not keep; says whether there may be more. */
  drop(): boolean {
    if (this.isBehind) {
      this.#guarded(() => this.#retention.drop((work) => this.db.transaction(work).immediate()));
    }
    return this.isBehind;
  }

  close(): void {
    abandonRebuild(this.db);
    this.db.close();
  }

  #write(changes: Changes): void {
    const { watermarks, latest, deadLetters, judged, gaps, positions, writeIds, report } = changes;
    for (const { topic, view } of this.views) {
      const watermark = watermarks.get(topic);
      if (watermark === undefined) continue;
      const horizon = this.#retention.advance(topic, watermark);
      const asOf = { watermark, recordTime: latestRecord(positions, topic) };
      view.write({
        watermark,
        horizon,
        report: (finding) => report(finding, asOf),
        dropped: this.#retention.count,
      });
    }
    this.#latest.write(latest);
    this.#deadLetters.insert(deadLetters);
    for (const letter of judged) this.#deadLetters.settle(letter);
    for (const gap of gaps) recordGap(this.db, gap);
    writeIds();
    for (const position of positions) this.#writePosition(position);
    this.#retention.written(new Set(positions.map(({ topic }) => topic as Topic)));
    this.#retention.step();
    this.#meter.write(changes.records);
  }

  #drops(): TopicDrop[] {
    const windows = VIEWS.flatMap(({ topic, windows }) =>
      (windows?.(this.settings) ?? []).map((rows) => ({ topic, drop: new EndedWindows(this.db, rows) })),
    );
    const others = this.views.flatMap(({ topic, view: { drop } }) =>
      drop === undefined ? [] : [{ topic, drop }],
    );
    const letters = TOPICS.map((topic) => ({ topic, drop: letterDrop(this.db, topic) }));
    return [...windows, ...others, ...letters];
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
