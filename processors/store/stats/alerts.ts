/** `stats alerts`: the rows that the view of alerts keeps; severity by the thresholds in force. */
import type { Alert } from '../../views/alerts/alert-table.js';
import { severityOf } from '../../views/alerts/severity.js';
import type { Db } from '../open.js';
import { settingsInForce } from '../schema.js';
import { iso, isoOrNull } from './iso.js';
import { limitOf, type Selection, timesOf } from './selection.js';

export interface AlertRow {
  server_id: string;
  metric: Alert['metric'];
  severity: 'warning' | 'critical';
  opened_at: string;
  closed_at: string | null;
  peak: number | null;
  breaches: number;
}

/** As it is stored: read as a list, since an object a row takes twice the time. */
type Stored = [
  server_id: string,
  metric: Alert['metric'],
  opened_at: number,
  closed_at: number | null,
  peak: number | null,
  breaches: number,
];

const COLUMNS = 'server_id, metric, opened_at, closed_at, peak, breaches';

/** Those that opened in `[from, to)`, of all servers or one. */
export function alertRows(db: Db, selection: Selection = {}): AlertRow[] {
  const { server } = selection;
  const conditions = ['opened_at >= ?', 'opened_at < ?'];
  const values: (number | string)[] = timesOf(selection);
  if (server !== undefined) {
    conditions.push('server_id = ?');
    values.push(server);
  }
  const order = 'ORDER BY opened_at, server_id, metric LIMIT ?';
  const alerts = db
    .prepare(`SELECT ${COLUMNS} FROM alerts WHERE ${conditions.join(' AND ')} ${order}`)
    .raw()
    .all(...values, limitOf(selection));
  return toRows(db, alerts as Stored[]);
}

/** Those that are open, in the same order; at no cost for those that are closed. */
export function openAlertRows(db: Db): AlertRow[] {
  const alerts = db
    .prepare(
      `SELECT ${COLUMNS} FROM alerts INDEXED BY alerts_open WHERE closed_at IS NULL
       ORDER BY opened_at, server_id, metric`,
    )
    .raw()
    .all();
  return toRows(db, alerts as Stored[]);
}

function toRows(db: Db, alerts: readonly Stored[]): AlertRow[] {
  const { thresholds } = settingsInForce(db);
  return alerts.map(([server_id, metric, opened_at, closed_at, peak, breaches]) => ({
    server_id,
    metric,
    severity: severityOf({ metric, peak }, thresholds),
    opened_at: iso(opened_at),
    closed_at: isoOrNull(closed_at),
    peak,
    breaches,
  }));
}
