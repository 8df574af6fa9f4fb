/** What `watch` shows, read from the database: the counts on every refresh, the figures as often as they are cheap. */
import { DAY, windowStart } from '../../processors/rollups/rollup.js';
import { type Counts, readCounts } from '../../processors/store/counts.js';
import { LiveReader } from '../../processors/store/live-reader.js';
import type { Db } from '../../processors/store/open.js';
import { type AlertRow, alertRows } from '../../processors/store/stats/alerts.js';
import { type AudienceRow, audienceRows } from '../../processors/store/stats/audience.js';
import { type FraudRow, fraudRows } from '../../processors/store/stats/fraud.js';
import { type ItemRow, itemRows } from '../../processors/store/stats/items.js';
import { type LevelRow, levelRows } from '../../processors/store/stats/levels.js';
import { watermark } from '../../processors/store/watermark.js';

export interface Figures {
  /** The last day on which anybody played or paid. */
  readonly today: AudienceRow | undefined;
  readonly levels: readonly LevelRow[];
  readonly items: readonly ItemRow[];
  readonly openAlerts: readonly AlertRow[];
  /** The latest flags, the latest first. */
  readonly fraud: readonly FraudRow[];
}

/** Rows of a section that a screen can show at the most. */
const MOST_ROWS = 100;

/** The figures may take this share of the time, so that a large database does not keep a core busy. */
const SHARE_OF_TIME = 0.25;

export class SnapshotReader {
  readonly #reader: LiveReader;
  #figures: Figures | undefined;
  #figuresDue = 0;

  constructor(dataDir: string) {
    this.#reader = new LiveReader(dataDir);
  }

  /** Counts and figures of one commit. Undefined while there is no database of this version with its tables. */
  read(): { counts: Counts; figures: Figures } | undefined {
    return this.#reader.read((db) => ({ counts: readCounts(db), figures: this.#readFigures(db) }));
  }

  close(): void {
    this.#reader.close();
  }

  #readFigures(db: Db): Figures {
    const start = performance.now();
    if (this.#figures !== undefined && start < this.#figuresDue) return this.#figures;
    this.#figures = {
      today: lastDay(db),
      levels: levelRows(db, { limit: MOST_ROWS }),
      items: itemRows(db, { limit: MOST_ROWS }),
      openAlerts: alertRows(db, { open: true }),
      fraud: fraudRows(db, { reverse: true, limit: MOST_ROWS }),
    };
    const took = performance.now() - start;
    this.#figuresDue = start + took / SHARE_OF_TIME;
    return this.#figures;
  }
}

function lastDay(db: Db): AudienceRow | undefined {
  const w = Math.max(watermark(db, 'player-events'), watermark(db, 'purchase-events'));
  return audienceRows(db, { from: windowStart(w, DAY) }).at(-1);
}
