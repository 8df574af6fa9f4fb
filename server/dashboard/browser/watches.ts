/** What the page watches from the start. What depends on a choice (maps of a level, filtered events) its panel adds. */
import { Watch } from './live/watch.js';
import type {
  AlertRow,
  AudienceRow,
  EngagementRow,
  EventRow,
  FraudRow,
  ItemRow,
  LeaderRow,
  LevelRow,
  MapRow,
  ServerRow,
  Status,
  ThroughputRow,
} from './rows.js';

const ALERT_KEY = ['server_id', 'metric', 'opened_at'] as const;

export const WATCHES = {
  status: new Watch<Status>('status', []),
  throughput: new Watch<ThroughputRow>('throughput', []),
  levels: new Watch<LevelRow>('stats/levels?limit=50', ['level_id']),
  /** Newest day first: enough to know who was back after 30 days. */
  audience: new Watch<AudienceRow>('stats/audience?limit=40&reverse=1', ['day']),
  /** A day of windows of five minutes, newest first. */
  engagement: new Watch<EngagementRow>('stats/engagement?limit=288&reverse=1', ['window_start']),
  items: new Watch<ItemRow>('stats/items?limit=25', ['item_id']),
  fraud: new Watch<FraudRow>('stats/fraud?limit=50&reverse=1', ['rule', 'subject', 'window_start']),
  servers: new Watch<ServerRow>('stats/servers?limit=100', ['server_id']),
  alerts: new Watch<AlertRow>('stats/alerts?limit=300&reverse=1', ALERT_KEY),
  openAlerts: new Watch<AlertRow>('stats/alerts?open=1&limit=200', ALERT_KEY),
  leaders: new Watch<LeaderRow>('combat/leaders?limit=25', ['player_id']),
};

export function mapsOf(level: string): Watch<MapRow> {
  return new Watch(`stats/maps?level=${encodeURIComponent(level)}&limit=50`, ['level_id', 'map_id']);
}

/** @param filters names and texts of the API's; empty ones filter nothing */
export function latestEvents(filters: Iterable<readonly [string, string]>): Watch<EventRow> {
  const query = new URLSearchParams({ limit: '30' });
  for (const [name, text] of filters) if (text !== '') query.set(name, text);
  return new Watch(`events/latest?${query}`, ['source', 'seq']);
}
