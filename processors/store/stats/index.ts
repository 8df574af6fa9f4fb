/** Every `game-flow stats WHAT`, as functions from a database to rows in their documented order. */
import type { Db } from '../open.js';
import { alertRows } from './alerts.js';
import { audienceRows } from './audience.js';
import { combatRows } from './combat.js';
import { engagementRows } from './engagement.js';
import { fraudRows } from './fraud.js';
import { itemDayRows } from './item-days.js';
import { itemRows } from './items.js';
import { levelEngagementRows } from './level-engagement.js';
import { levelRows } from './levels.js';
import { mapRows } from './maps.js';
import { playerRows } from './players.js';
import { serverRows } from './servers.js';
import { topicRows } from './topics.js';

export const STATS = {
  levels: levelRows,
  maps: mapRows,
  engagement: engagementRows,
  'level-engagement': levelEngagementRows,
  audience: audienceRows,
  items: itemRows,
  'item-days': itemDayRows,
  fraud: fraudRows,
  servers: serverRows,
  alerts: alertRows,
  combat: combatRows,
  players: playerRows,
  topics: topicRows,
} as const satisfies Record<string, (db: Db) => unknown[]>;

export type What = keyof typeof STATS;
export const WHATS = Object.keys(STATS) as What[];
