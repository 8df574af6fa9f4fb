/**
 * `stats alerts`: read off the minutes in which each server sent samples (DESIGN.md, "Alerts"), so that a late
 * sample corrects an alert as it corrects any window.
 */
import { ALERT_MINUTE, METRICS, type Metric } from '../../rollups/servers.js';

const SILENCE = 120_000;
const CRITICAL = { cpu_load: 97, memory_usage: 97, latency: 500 };

import { compareUtf8 } from '../../rollups/text-order.js';
import type { Db } from '../open.js';
import { watermark } from '../watermark.js';
import { iso, isoOrNull } from './iso.js';

export interface AlertRow {
  server_id: string;
  metric: Metric | 'silent';
  severity: 'warning' | 'critical';
  opened_at: string;
  closed_at: string | null;
  peak: number | null;
  breaches: number;
}

/** An alert before its times are written out, ms since 1970. */
interface Alert {
  server_id: string;
  metric: Metric | 'silent';
  openedAt: number;
  closedAt: number | null;
  peak: number | null;
  breaches: number;
}

interface Minute {
  server_id: string;
  minute: number;
  breaches: Record<Metric, number>;
  peaks: Record<Metric, number>;
}

export function alertRows(db: Db): AlertRow[] {
  const w = watermark(db, 'server-metrics');
  const alerts: Alert[] = [];
  let run: ServerRun | undefined;
  for (const minute of readMinutes(db)) {
    if (run?.serverId !== minute.server_id) {
      run?.end(w);
      run = new ServerRun(minute.server_id, alerts);
    }
    run.next(minute);
  }
  run?.end(w);
  return alerts.sort(byOpening).map(toRow);
}

/** Walks the minutes of one server in order and adds its alerts. */
class ServerRun {
  readonly #open = new Map<Metric, Alert>();
  #lastEnd: number | undefined;

  constructor(
    readonly serverId: string,
    readonly alerts: Alert[],
  ) {}

  next(minute: Minute): void {
    this.#closeSilence(minute.minute);
    for (const metric of METRICS) this.#nextOf(metric, minute);
    this.#lastEnd = minute.minute + ALERT_MINUTE;
  }

  /** No more minutes: what is open stays open, and silence up to the watermark is an alert too. */
  end(w: number): void {
    if (this.#lastEnd !== undefined && w - this.#lastEnd >= SILENCE) this.#addSilence(this.#lastEnd, null);
  }

  #nextOf(metric: Metric, { minute, breaches, peaks }: Minute): void {
    const open = this.#open.get(metric);
    if (breaches[metric] === 0) {
      if (open === undefined) return;
      open.closedAt = minute;
      this.#open.delete(metric);
      return;
    }
    if (open === undefined) {
      const alert: Alert = {
        server_id: this.serverId,
        metric,
        openedAt: minute,
        closedAt: null,
        peak: peaks[metric],
        breaches: breaches[metric],
      };
      this.#open.set(metric, alert);
      this.alerts.push(alert);
    } else {
      open.peak = Math.max(open.peak!, peaks[metric]);
      open.breaches += breaches[metric];
    }
  }

  #closeSilence(minute: number): void {
    if (this.#lastEnd !== undefined && minute - this.#lastEnd >= SILENCE)
      this.#addSilence(this.#lastEnd, minute);
  }

  #addSilence(openedAt: number, closedAt: number | null): void {
    this.alerts.push({
      server_id: this.serverId,
      metric: 'silent',
      openedAt,
      closedAt,
      peak: null,
      breaches: 0,
    });
  }
}

function* readMinutes(db: Db): Generator<Minute> {
  const rows = db.prepare('SELECT * FROM server_minutes ORDER BY server_id, minute').all();
  for (const row of rows as Record<string, number>[]) {
    yield {
      server_id: String(row.server_id),
      minute: row.minute!,
      breaches: byMetric((metric) => row[`${metric}_breaches`]!),
      peaks: byMetric((metric) => row[`${metric}_peak`]!),
    };
  }
}

function byMetric(of: (metric: Metric) => number): Record<Metric, number> {
  return { cpu_load: of('cpu_load'), memory_usage: of('memory_usage'), latency: of('latency') };
}

function byOpening(a: Alert, b: Alert): number {
  return a.openedAt - b.openedAt || compareUtf8(a.server_id, b.server_id) || compareUtf8(a.metric, b.metric);
}

function toRow({ server_id, metric, openedAt, closedAt, peak, breaches }: Alert): AlertRow {
  return {
    server_id,
    metric,
    severity: metric === 'silent' || peak! >= CRITICAL[metric] ? 'critical' : 'warning',
    opened_at: iso(openedAt),
    closed_at: isoOrNull(closedAt),
    peak,
    breaches,
  };
}
