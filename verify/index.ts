import { alerts } from './alerts.js';
import { audience } from './audience.js';
import { combat } from './combat.js';
import { engagement, levelEngagement } from './engagement.js';
import { fraud } from './fraud.js';
import { itemDays, items } from './items.js';
import { type DayRange, levels, maps } from './levels.js';
import { players } from './players.js';
import type { OracleRecord } from './record.js';
import { servers } from './servers.js';
import { topics } from './topics.js';
import { judge } from './verdict.js';

export type { DayRange } from './levels.js';
export { type OracleRecord, readRecords } from './record.js';

/** What `game-flow stats` can be asked for. */
export const WHATS = [
  'levels',
  'maps',
  'engagement',
  'level-engagement',
  'audience',
  'items',
  'item-days',
  'fraud',
  'servers',
  'alerts',
  'combat',
  'players',
  'topics',
] as const;
export type What = (typeof WHATS)[number];

/**
 * The rows of every `stats WHAT --json`, in order, from all records of all topics (each once, in any order).
 * `days` restricts `levels` as `--from` and `--to` do.
 */
export function computeStats(records: Iterable<OracleRecord>, days: DayRange = {}): Record<What, unknown[]> {
  const { judged, accepted } = judge(records);
  const moves = accepted['player-events'];
  const purchases = accepted['purchase-events'];
  const samples = accepted['server-metrics'];
  return {
    levels: levels(moves, days),
    maps: maps(moves),
    engagement: engagement(moves),
    'level-engagement': levelEngagement(moves),
    audience: audience(moves, purchases),
    items: items(purchases),
    'item-days': itemDays(purchases),
    fraud: fraud(purchases),
    servers: servers(samples),
    alerts: alerts(samples),
    combat: combat(accepted['combat-events']),
    players: players(accepted['game-actions']),
    topics: topics(judged),
  };
}
