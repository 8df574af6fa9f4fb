/** `stats servers`: samples, and last, mean and max of each metric. */
import { exactMean } from '../../rollups/decimal.js';
import { METRICS, type Metric } from '../../rollups/servers.js';
import type { Db } from '../open.js';
import { wholeSum } from '../rollup-columns.js';
import { keyset } from './keyset.js';
import { limitOf, type Selection } from './selection.js';

export interface MetricSummary {
  last: number;
  mean: number;
  max: number;
}

export interface ServerRow extends Record<Metric, MetricSummary> {
  server_id: string;
  samples: number;
}

/** Of all servers, or of one. */
export function serverRows(db: Db, selection: Selection = {}): ServerRow[] {
  const { where, values, order } = keyset(['server_id'], selection, {
    equal: { server_id: selection.server },
  });
  const rows = db
    .prepare(`SELECT * FROM servers WHERE ${where} ORDER BY ${order} LIMIT ?`)
    .all(...values, limitOf(selection)) as Record<string, number>[];
  return rows.map((row) => {
    const samples = row.samples!;
    const summaries = METRICS.map((metric) => [metric, summary(row, metric, samples)] as const);
    return {
      server_id: String(row.server_id),
      samples,
      ...(Object.fromEntries(summaries) as Record<Metric, MetricSummary>),
    };
  });
}

function summary(row: Record<string, number>, metric: Metric, samples: number): MetricSummary {
  const sum = wholeSum(row[`${metric}_sum_high`]!, row[`${metric}_sum_low`]!);
  return { last: row[`${metric}_last`]!, mean: exactMean(sum, samples), max: row[`${metric}_max`]! };
}
