/** `stats alerts`: the rows that the view of alerts keeps; severity by the thresholds in force. */
import { METRICS } from '../../rollups/servers.js';
import type { Alert } from '../../views/alerts/alert-table.js';
import { severityOf } from '../../views/alerts/severity.js';
import type { Db } from '../open.js';
import { settingsInForce } from '../schema.js';
import { iso, isoOrNull } from './iso.js';
import { keyset } from './keyset.js';
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
const ORDER = ['opened_at', 'server_id', 'metric'] as const;

/** Those that opened in `[from, to)`. */
export function alertRows(db: Db, selection: Selection = {}): AlertRow[] {
  const { server, open } = selection;
  const { where, values, order } = keyset([...ORDER], selection, {
    times: timesOf(selection),
    equal: { server_id: server },
  });
  // An index of their own has the open ones; another has those of a server and a metric in order.
  const sources =
    open === true
      ? ['INDEXED BY alerts_open WHERE closed_at IS NULL AND']
      : server === undefined
        ? ['WHERE']
        : [...METRICS, 'silent'].map(
            (metric) => `INDEXED BY alerts_by_server WHERE metric = '${metric}' AND`,
          );
  const parts = sources.map((source) => `SELECT ${COLUMNS} FROM alerts ${source} ${where}`);
  const alerts = db
    .prepare(`${parts.join(' UNION ALL ')} ORDER BY ${order} LIMIT ?`)
    .raw()
    .all(...sources.flatMap(() => values), limitOf(selection));
  return toRows(db, alerts as Stored[]);
}

/** How many are open, by severity. Servers that are gone for good stay silent, so there may be very many. */
export function countOpenAlerts(db: Db): Readonly<Record<AlertRow['severity'], number>> {
  const { critical } = settingsInForce(db).thresholds;
  // The index alone tells which are silent; the others are looked up.
  const silent = db.prepare(`SELECT count(*) ${OPEN} AND metric = 'silent'`).pluck().get() as number;
  const [breaches, severe] = db
    .prepare(
      `SELECT count(*), count(*) FILTER (
         WHERE peak >= CASE metric ${METRICS.map((metric) => `WHEN '${metric}' THEN ?`).join(' ')} END
       ) ${OPEN} AND metric <> 'silent'`,
    )
    .raw()
    .get(METRICS.map((metric) => critical[metric])) as [number, number];
  return { critical: silent + severe, warning: breaches - severe };
}

const OPEN = 'FROM alerts INDEXED BY alerts_open WHERE closed_at IS NULL';

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
