/** `stats alerts`: the rows that the view of alerts keeps; severity by the thresholds in force. */
import type { Alert } from '../../views/alerts/alert-table.js';
import { severityOf } from '../../views/alerts/severity.js';
import type { Db } from '../open.js';
import { settingsInForce } from '../schema.js';
import { iso, isoOrNull } from './iso.js';
import type { Selection } from './selection.js';

export interface AlertRow {
  server_id: string;
  metric: Alert['metric'];
  severity: 'warning' | 'critical';
  opened_at: string;
  closed_at: string | null;
  peak: number | null;
  breaches: number;
}

/** Those that opened in `[from, to)`, of all servers or one. */
export function alertRows(db: Db, { from, to, server, limit }: Selection = {}): AlertRow[] {
  const conditions = ['opened_at >= ?', 'opened_at < ?'];
  const values: (number | string)[] = [from ?? 0, to ?? Number.MAX_SAFE_INTEGER];
  if (server !== undefined) {
    conditions.push('server_id = ?');
    values.push(server);
  }
  const order = 'ORDER BY opened_at, server_id, metric LIMIT ?';
  const alerts = db
    .prepare(`SELECT * FROM alerts WHERE ${conditions.join(' AND ')} ${order}`)
    .all(...values, limit ?? -1) as Alert[];
  return toRows(db, alerts);
}

/** Those that are open, in the same order; at no cost for those that are closed. */
export function openAlertRows(db: Db): AlertRow[] {
  const alerts = db
    .prepare(
      `SELECT * FROM alerts INDEXED BY alerts_open WHERE closed_at IS NULL
       ORDER BY opened_at, server_id, metric`,
    )
    .all() as Alert[];
  return toRows(db, alerts);
}

function toRows(db: Db, alerts: readonly Alert[]): AlertRow[] {
  const { thresholds } = settingsInForce(db);
  return alerts.map((alert) => ({
    server_id: alert.server_id,
    metric: alert.metric,
    severity: severityOf(alert, thresholds),
    opened_at: iso(alert.opened_at),
    closed_at: isoOrNull(alert.closed_at),
    peak: alert.peak,
    breaches: alert.breaches,
  }));
}
