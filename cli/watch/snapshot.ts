/** What `watch` shows, read from the database: the counts on every refresh, the figures as often as they are cheap. */
import { type Db, databasePath, openForReading } from '../../processors/store/open.js';
import { schemaState } from '../../processors/store/schema.js';
import { type AlertRow, openAlertRows } from '../../processors/store/stats/alerts.js';
import { type ItemRow, itemRows } from '../../processors/store/stats/items.js';
import { type LevelRow, levelRows } from '../../processors/store/stats/levels.js';
import { topicRows } from '../../processors/store/stats/topics.js';

export interface Counts {
  readonly received: number;
  readonly accepted: number;
  readonly duplicate: number;
  readonly rejected: number;
  /** Records not folded yet; null while no end has been seen. */
  readonly lag: number | null;
  /** Fluvio's time of the latest record, ms since 1970. */
  readonly lastRecordAt: number | null;
}

export interface Figures {
  readonly levels: readonly LevelRow[];
  readonly items: readonly ItemRow[];
  readonly openAlerts: readonly AlertRow[];
}

/** The figures may take this share of the time, so that a large database does not keep a core busy. */
const SHARE_OF_TIME = 0.25;

export class SnapshotReader {
  #db: Db | undefined;
  #figures: Figures | undefined;
  #figuresDue = 0;

  constructor(readonly dataDir: string) {}

  /** Undefined while there is no database of this version with its tables. */
  read(): { counts: Counts; figures: Figures } | undefined {
    this.#db ??= this.#open();
    const db = this.#db;
    if (db === undefined) return undefined;
    // One transaction, so that counts and figures are of the same commit.
    return db.transaction(() => {
      if (schemaState(db, databasePath(this.dataDir)) !== 'current') return undefined;
      return { counts: readCounts(db), figures: this.#readFigures(db) };
    })();
  }

  close(): void {
    this.#db?.close();
    this.#db = undefined;
  }

  /** Kept open also while there is nothing to read: `watch` asks all the time, and connections are never collected. */
  #open(): Db | undefined {
    try {
      return openForReading(databasePath(this.dataDir));
    } catch (error) {
      if ((error as { code?: unknown }).code === 'DATABASE_MISSING') return undefined;
      throw error;
    }
  }

  #readFigures(db: Db): Figures {
    const start = performance.now();
    if (this.#figures !== undefined && start < this.#figuresDue) return this.#figures;
    this.#figures = {
      levels: levelRows(db),
      items: itemRows(db),
      openAlerts: openAlertRows(db),
    };
    const took = performance.now() - start;
    this.#figuresDue = start + took / SHARE_OF_TIME;
    return this.#figures;
  }
}

/** The counts of all partitions together. */
export function readCounts(db: Db): Counts {
  const rows = topicRows(db);
  const sum = (of: 'received' | 'accepted' | 'duplicate' | 'rejected') =>
    rows.reduce((n, row) => n + row[of], 0);
  const lags = rows.flatMap(({ lag }) => (lag === null ? [] : [lag]));
  const times = rows.flatMap(({ last_record_at: at }) => (at === null ? [] : [Date.parse(at)]));
  return {
    received: sum('received'),
    accepted: sum('accepted'),
    duplicate: sum('duplicate'),
    rejected: sum('rejected'),
    lag: lags.length === 0 ? null : lags.reduce((a, b) => a + b, 0),
    lastRecordAt: times.length === 0 ? null : Math.max(...times),
  };
}
