/**
 * The table `server_minutes`: the minutes in which a server sent samples, from which alerts are made. Its key begins
 * with the minute, so that a commit touches the few pages of now, however many servers there are; an index leads from
 * a minute of a server to the one before and after it.
 */

import type { Settings } from '../../../settings/settings.js';
import type { Cell } from '../../rollups/fold.js';
import type { AnyRollup } from '../../rollups/rollup.js';
import { METRICS, type Metric, serverMinutes } from '../../rollups/servers.js';
import type { Db } from '../../store/open.js';
import { cellWriter, rollupDdl } from '../../store/rollup-table.js';

/** Of one metric in one minute. `peak` means something only where there are breaches. */
export interface Breaches {
  readonly breaches: number;
  readonly peak: number;
}

export function minutesDdl(settings: Settings): string[] {
  return [
    ...rollupDdl(serverMinutes(settings) as unknown as AnyRollup),
    'CREATE INDEX server_minutes_by_server ON server_minutes (server_id, minute)',
  ];
}

export class Minutes {
  readonly #write;
  readonly #read;
  readonly #next;
  readonly #previous;
  readonly #sums;
  readonly #hasPeak;

  constructor(db: Db, settings: Settings) {
    this.#write = cellWriter(db, serverMinutes(settings) as unknown as AnyRollup);
    const columns = METRICS.flatMap((metric) => [`${metric}_breaches`, `${metric}_peak`]);
    this.#read = db
      .prepare(`SELECT ${columns.join(', ')} FROM server_minutes WHERE minute = ? AND server_id = ?`)
      .raw();
    const neighbour = (sign: string, order: string) =>
      db
        .prepare(
          `SELECT minute FROM server_minutes WHERE server_id = ? AND minute ${sign} ? ORDER BY minute ${order} LIMIT 1`,
        )
        .pluck();
    this.#next = neighbour('>', 'ASC');
    this.#previous = neighbour('<', 'DESC');
    const within = 'FROM server_minutes WHERE server_id = ? AND minute >= ? AND minute < ?';
    this.#sums = byMetric((metric) =>
      db.prepare(`SELECT sum(${metric}_breaches) AS breaches, max(${metric}_peak) AS peak ${within}`),
    );
    this.#hasPeak = byMetric((metric) =>
      db.prepare(`SELECT 1 ${within} AND ${metric}_peak = ? LIMIT 1`).pluck(),
    );
  }

  /** By metric; undefined where the server sent nothing in that minute. */
  read(server: string, minute: number): readonly Breaches[] | undefined {
    const row = this.#read.get(minute, server) as number[] | undefined;
    return row && METRICS.map((_, i) => ({ breaches: row[2 * i]!, peak: row[2 * i + 1]! }));
  }

  /** Merges what a commit has gathered of a minute into its row. */
  merge(cell: Cell): void {
    this.#write([[cell.key[0]!, cell]]);
  }

  /** The server's next minute with samples; null when there is none. */
  next(server: string, minute: number): number | null {
    return (this.#next.get(server, minute) as number | undefined) ?? null;
  }

  previous(server: string, minute: number): number | null {
    return (this.#previous.get(server, minute) as number | undefined) ?? null;
  }

  /** What the minutes in `[from, to)` amount to, all of them with breaches; null as `to` means to the last one. */
  sum(server: string, metric: Metric, from: number, to: number | null): Breaches {
    return this.#sums[metric].get(server, from, to ?? Number.MAX_SAFE_INTEGER) as Breaches;
  }

  /** Their peak, quickly found where it is `known`, that of a longer run. */
  peak(server: string, metric: Metric, from: number, to: number | null, known: number): number {
    const found = this.#hasPeak[metric].get(server, from, to ?? Number.MAX_SAFE_INTEGER, known);
    return found === undefined ? this.sum(server, metric, from, to).peak : known;
  }
}

function byMetric<V>(of: (metric: Metric) => V): Record<Metric, V> {
  return { cpu_load: of('cpu_load'), memory_usage: of('memory_usage'), latency: of('latency') };
}
