/** The table of each `stats WHAT`: the columns a person looks for first; `--json` has the rest. */
import type { AlertRow } from '../../processors/store/stats/alerts.js';
import type { AudienceRow } from '../../processors/store/stats/audience.js';
import type { CombatRow } from '../../processors/store/stats/combat.js';
import type { EngagementRow } from '../../processors/store/stats/engagement.js';
import type { FraudRow } from '../../processors/store/stats/fraud.js';
import type { What } from '../../processors/store/stats/index.js';
import type { ItemDayRow } from '../../processors/store/stats/item-days.js';
import type { ItemRow } from '../../processors/store/stats/items.js';
import type { LevelEngagementRow } from '../../processors/store/stats/level-engagement.js';
import type { LevelRow } from '../../processors/store/stats/levels.js';
import type { MapRow } from '../../processors/store/stats/maps.js';
import type { PlayerRow } from '../../processors/store/stats/players.js';
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
/** Beside a day there is less room. */
const DAY_REVENUE_WIDTH = 28;

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

const LEVEL_ENGAGEMENT_COLUMNS: readonly TableColumn<LevelEngagementRow>[] = [
  { title: 'level', of: (row) => row.level_id, width: 24 },
  { title: 'window', of: (row) => minute(row.window_start) },
  { title: 'active players', of: (row) => row.active_players },
  { title: 'events', of: (row) => row.events },
];

const AUDIENCE_COLUMNS: readonly TableColumn<AudienceRow>[] = [
  { title: 'day', of: (row) => row.day },
  { title: 'active', of: (row) => row.active_players },
  { title: 'new', of: (row) => row.new_players },
  { title: 'sessions', of: (row) => row.sessions },
  {
    title: 'median',
    of: ({ median_session_seconds: s }) => (s === null ? null : duration(s)),
  },
  { title: 'payers', of: (row) => row.payers },
  { title: 'd1', of: (row) => shareShown(row.d1) },
  { title: 'd7', of: (row) => shareShown(row.d7) },
  { title: 'd30', of: (row) => shareShown(row.d30) },
];

const COMBAT_COLUMNS: readonly TableColumn<CombatRow>[] = [
  { title: 'player', of: (row) => row.player_id, width: 24 },
  { title: 'window', of: (row) => minute(row.window_start) },
  { title: 'kills', of: (row) => row.kill_count },
  { title: 'deaths', of: (row) => row.death_count },
  { title: 'ratio', of: ({ kill_ratio }) => (kill_ratio === null ? null : tenth(kill_ratio)) },
];

const PLAYER_COLUMNS: readonly TableColumn<PlayerRow>[] = [
  { title: 'player', of: (row) => row.player_id, width: 24 },
  { title: 'guild', of: (row) => row.guild, width: 16 },
  { title: 'health', of: (row) => tenth(row.health) },
  { title: 'wins', of: (row) => row.wins },
  { title: 'battles', of: (row) => row.battles },
  { title: 'last seen', of: (row) => minute(row.last_seen) },
];

const ITEM_DAY_COLUMNS: readonly TableColumn<ItemDayRow>[] = [
  { title: 'day', of: (row) => row.day },
  { title: 'item', of: (row) => row.item_id, width: 24 },
  { title: 'purchases', of: (row) => row.purchases },
  { title: 'buyers', of: (row) => row.buyers },
  { title: 'revenue', of: (row) => money(row.revenue, DAY_REVENUE_WIDTH), width: DAY_REVENUE_WIDTH },
];

export const FRAUD_COLUMNS: readonly TableColumn<FraudRow>[] = [
  { title: 'window', of: (row) => minute(row.window_start) },
  { title: 'rule', of: (row) => row.rule },
  { title: 'subject', of: (row) => row.subject, width: 40 },
  { title: 'evidence', of: (row) => evidenceShown(row.evidence) },
];

/** Three figures of three metrics have to fit into a line of 80. */
const SHORT_METRICS = [
  ['cpu_load', 'cpu'],
  ['memory_usage', 'mem'],
  ['latency', 'ms'],
] as const;

const SERVER_COLUMNS: readonly TableColumn<ServerRow>[] = [
  { title: 'server', of: (row) => row.server_id, width: 16 },
  { title: 'samples', of: (row) => row.samples },
  ...SHORT_METRICS.flatMap(([metric, title]): TableColumn<ServerRow>[] => [
    { title, of: (row) => tenth(row[metric].last) },
    { title: 'mean', of: (row) => tenth(row[metric].mean) },
    { title: 'max', of: (row) => tenth(row[metric].max) },
  ]),
];

const TOPIC_COLUMNS: readonly TableColumn<TopicRow>[] = [
  { title: 'topic', of: (row) => row.topic },
  { title: 'part', of: (row) => row.partition },
  { title: 'received', of: (row) => row.received },
  { title: 'accepted', of: (row) => row.accepted },
  { title: 'duplicate', of: (row) => row.duplicate },
  { title: 'rejected', of: (row) => row.rejected },
  { title: 'gaps', of: (row) => row.gaps.length },
  { title: 'lag', of: (row) => row.lag },
];

const COLUMNS: { readonly [W in What]: readonly TableColumn<never>[] } = {
  levels: LEVEL_COLUMNS,
  maps: MAP_COLUMNS,
  engagement: ENGAGEMENT_COLUMNS,
  'level-engagement': LEVEL_ENGAGEMENT_COLUMNS,
  audience: AUDIENCE_COLUMNS,
  items: ITEM_COLUMNS,
  'item-days': ITEM_DAY_COLUMNS,
  fraud: FRAUD_COLUMNS,
  servers: SERVER_COLUMNS,
  alerts: ALERT_COLUMNS,
  combat: COMBAT_COLUMNS,
  players: PLAYER_COLUMNS,
  topics: TOPIC_COLUMNS,
};

/**
 * A table of the rows that `STATS[what]` gave.
 * @param isNarrowed there may be others that were not asked for
 */
export function statsTable(what: What, rows: readonly object[], isNarrowed = false): string {
  if (rows.length === 0) return isNarrowed ? `No ${what} for what was asked.\n` : `No ${what} yet.\n`;
  return `${renderTable(rows as readonly never[], COLUMNS[what])}\n`;
}

/** `2024-11-12 10:15`: UTC, to the minute. */
function minute(time: string): string {
  return time.slice(0, time.startsWith('+') ? 19 : 16).replace('T', ' ');
}

function shareShown(share: number | null): string | null {
  return share === null ? null : percent(share);
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}

/** `5 purchases`; `100, median 9.99`. */
export function evidenceShown(evidence: FraudRow['evidence']): string {
  if ('price' in evidence) return `${evidence.price}, median ${evidence.median}`;
  return Object.entries(evidence)
    .map(([what, count]) => `${count} ${what}`)
    .join();
}

/** `11-12 10:15`: without the year, so that an alert fits a line of 80. */
function dayAndMinute(time: string): string {
  return minute(time).slice(-11);
}

/** Cut, not rounded: 499.99 must not look like the 500 from which an alert is critical. */
export function peakShown(peak: number): number {
  return Math.floor(peak * 10) / 10;
}
