/** The table of each `stats WHAT`: the columns a person looks for first; `--json` has the rest. */
import type { AlertRow } from '../../processors/store/stats/alerts.js';
import type { EngagementRow } from '../../processors/store/stats/engagement.js';
import type { What } from '../../processors/store/stats/index.js';
import type { ItemRow } from '../../processors/store/stats/items.js';
import type { LevelRow } from '../../processors/store/stats/levels.js';
import type { MapRow } from '../../processors/store/stats/maps.js';
import type { ServerRow } from '../../processors/store/stats/servers.js';
import type { TopicRow } from '../../processors/store/stats/topics.js';
import { duration, money, percent } from './numbers.js';
import { renderTable, type TableColumn } from './table.js';

export const LEVEL_COLUMNS: readonly TableColumn<LevelRow>[] = [
  { title: 'level', of: (row) => row.level_id, width: 24 },
  { title: 'players', of: (row) => row.players },
  { title: 'stalled', of: (row) => row.stalled },
  { title: 'stall rate', of: (row) => percent(row.stall_rate) },
  { title: 'gone', of: (row) => row.disengaged },
  { title: 'completed', of: (row) => percent(row.completion_rate) },
  { title: 'median', of: ({ median_seconds_to_complete: s }) => (s === null ? null : duration(s)) },
];

const REVENUE_WIDTH = 36;

export const ITEM_COLUMNS: readonly TableColumn<ItemRow>[] = [
  { title: 'item', of: (row) => row.item_id, width: 24 },
  { title: 'purchases', of: (row) => row.purchases },
  { title: 'buyers', of: (row) => row.buyers },
  { title: 'revenue', of: (row) => money(row.revenue, REVENUE_WIDTH), width: REVENUE_WIDTH },
];

export const ALERT_COLUMNS: readonly TableColumn<AlertRow>[] = [
  { title: 'server', of: (row) => row.server_id, width: 20 },
  { title: 'metric', of: (row) => row.metric },
  { title: 'severity', of: (row) => row.severity },
  { title: 'opened', of: (row) => dayAndMinute(row.opened_at) },
  { title: 'closed', of: (row) => (row.closed_at === null ? 'open' : dayAndMinute(row.closed_at)) },
  { title: 'peak', of: (row) => (row.peak === null ? null : peakShown(row.peak)) },
  { title: 'breaches', of: (row) => row.breaches },
];

const MAP_COLUMNS: readonly TableColumn<MapRow>[] = [
  { title: 'level', of: (row) => row.level_id },
  { title: 'map', of: (row) => row.map_id },
  { title: 'players', of: (row) => row.players },
  { title: 'events', of: (row) => row.events },
  { title: 'stalled here', of: (row) => row.stalled_here },
  { title: 'gone here', of: (row) => row.disengaged_here },
];

const ENGAGEMENT_COLUMNS: readonly TableColumn<EngagementRow>[] = [
  { title: 'window', of: (row) => minute(row.window_start) },
  { title: 'active players', of: (row) => row.active_players },
  { title: 'events', of: (row) => row.events },
];

const SERVER_COLUMNS: readonly TableColumn<ServerRow>[] = [
  { title: 'server', of: (row) => row.server_id },
  { title: 'samples', of: (row) => row.samples },
  ...(['cpu_load', 'memory_usage', 'latency'] as const).flatMap((metric): TableColumn<ServerRow>[] => [
    { title: `${metric} last`, of: (row) => tenth(row[metric].last) },
    { title: 'mean', of: (row) => tenth(row[metric].mean) },
    { title: 'max', of: (row) => tenth(row[metric].max) },
  ]),
];

const TOPIC_COLUMNS: readonly TableColumn<TopicRow>[] = [
  { title: 'topic', of: (row) => row.topic },
  { title: 'partition', of: (row) => row.partition },
  { title: 'received', of: (row) => row.received },
  { title: 'accepted', of: (row) => row.accepted },
  { title: 'duplicate', of: (row) => row.duplicate },
  { title: 'conflicting', of: (row) => row.conflicting },
  { title: 'rejected', of: (row) => row.rejected },
  { title: 'lag', of: (row) => row.lag },
];

const COLUMNS: { readonly [W in What]: readonly TableColumn<never>[] } = {
  levels: LEVEL_COLUMNS,
  maps: MAP_COLUMNS,
  engagement: ENGAGEMENT_COLUMNS,
  items: ITEM_COLUMNS,
  servers: SERVER_COLUMNS,
  alerts: ALERT_COLUMNS,
  topics: TOPIC_COLUMNS,
};

/** A table of the rows that `STATS[what]` gave. */
export function statsTable(what: What, rows: readonly object[]): string {
  if (rows.length === 0) return `No ${what} yet.\n`;
  return `${renderTable(rows as readonly never[], COLUMNS[what])}\n`;
}

/** `2024-11-12 10:15`: UTC, to the minute. */
function minute(time: string): string {
  return time.slice(0, time.startsWith('+') ? 19 : 16).replace('T', ' ');
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}

/** `11-12 10:15`: without the year, so that an alert fits a line of 80. */
function dayAndMinute(time: string): string {
  return minute(time).slice(-11);
}

/** Cut, not rounded: 499.99 must not look like the 500 from which an alert is critical. */
export function peakShown(peak: number): number {
  return Math.floor(peak * 10) / 10;
}
