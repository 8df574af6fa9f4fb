/** The table `alerts`: an alert a row, those still open included, and what has become of them in this commit. */
import { METRICS, type Metric } from '../../rollups/servers.js';
import { BulkRows } from '../../store/bulk-rows.js';
import type { Db } from '../../store/open.js';

/** Times in ms since 1970. `peak` is null for `silent`, `closed_at` while it is open. */
export interface Alert {
  readonly server_id: string;
  readonly metric: Metric | 'silent';
  readonly opened_at: number;
  readonly closed_at: number | null;
  readonly peak: number | null;
  readonly breaches: number;
}

/** Keyed as `stats alerts` is ordered, so that those of now lie together; by server for the repair around a minute. */
export const ALERTS_DDL = [
  `CREATE TABLE alerts (
    opened_at INTEGER NOT NULL,
    server_id TEXT NOT NULL,
    metric TEXT NOT NULL,
    closed_at INTEGER,
    peak REAL,
    breaches INTEGER NOT NULL,
    PRIMARY KEY (opened_at, server_id, metric)
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX alerts_by_server ON alerts (server_id, metric, opened_at)`,
  `CREATE INDEX alerts_open ON alerts (opened_at, server_id, metric) WHERE closed_at IS NULL`,
];

const KINDS = [...METRICS, 'silent'].map((metric) => `'${metric}'`).join(', ');

export class AlertTable {
  /** Those that are new or other than before, since the last `clear`, by their key. */
  readonly #changed = new Map<string, Alert>();
  readonly #rows: BulkRows;
  /** Servers with rows that wait to be written. */
  readonly #waiting = new Set<string>();
  readonly #at;
  readonly #before;
  readonly #allBefore;
  readonly #remove;

  constructor(db: Db) {
    this.#rows = new BulkRows(
      db,
      'INSERT INTO alerts (opened_at, server_id, metric, closed_at, peak, breaches)',
      6,
      `ON CONFLICT (opened_at, server_id, metric) DO UPDATE SET
         closed_at = excluded.closed_at, peak = excluded.peak, breaches = excluded.breaches`,
    );
    this.#at = db.prepare('SELECT * FROM alerts WHERE opened_at = ? AND server_id = ? AND metric = ?');
    this.#before = db.prepare(
      `SELECT * FROM alerts WHERE server_id = ? AND metric = ? AND opened_at < ?
       ORDER BY opened_at DESC LIMIT 1`,
    );
    this.#allBefore = db.prepare(
      `SELECT * FROM alerts WHERE server_id = ? AND metric IN (${KINDS}) AND opened_at < ?`,
    );
    this.#remove = db.prepare('DELETE FROM alerts WHERE opened_at = ? AND server_id = ? AND metric = ?');
  }

  get changed(): Iterable<Alert> {
    return this.#changed.values();
  }

  clear(): void {
    this.#changed.clear();
  }

  openedAt(server: string, metric: Alert['metric'], time: number): Alert | undefined {
    this.#bringUpToDate(server);
    return this.#at.get(time, server, metric) as Alert | undefined;
  }

  /** The last one that opened before `time`. */
  openedBefore(server: string, metric: Alert['metric'], time: number): Alert | undefined {
    this.#bringUpToDate(server);
    return this.#before.get(server, metric, time) as Alert | undefined;
  }

  /** All of a server, of whatever metric, that opened before `time`. */
  allOpenedBefore(server: string, time: number): Alert[] {
    this.#bringUpToDate(server);
    return this.#allBefore.all(server, time) as Alert[];
  }

  put(alert: Alert): void {
    const { opened_at, server_id, metric, closed_at, peak, breaches } = alert;
    this.#rows.put(opened_at).put(server_id).put(metric).put(closed_at).put(peak).put(breaches);
    this.#waiting.add(server_id);
    this.#changed.set(keyOf(alert), alert);
  }

  remove({ opened_at, server_id, metric }: Pick<Alert, 'opened_at' | 'server_id' | 'metric'>): void {
    this.#bringUpToDate(server_id);
    this.#remove.run(opened_at, server_id, metric);
    this.#changed.delete(keyOf({ opened_at, server_id, metric }));
  }

  /** To be called before anything else reads the table, and at the end. */
  flush(): void {
    if (this.#waiting.size === 0) return;
    this.#rows.flush();
    this.#waiting.clear();
  }

  #bringUpToDate(server: string): void {
    if (this.#waiting.has(server)) this.flush();
  }
}

function keyOf({ opened_at, server_id, metric }: Pick<Alert, 'opened_at' | 'server_id' | 'metric'>): string {
  return `${opened_at} ${metric} ${server_id}`;
}
