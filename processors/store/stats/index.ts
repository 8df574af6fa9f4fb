/** Every `game-flow stats WHAT`, as functions from a database to rows in their documented order. */
import type { Db } from '../open.js';
import { alertRows } from './alerts.js';
import { engagementRows } from './engagement.js';
import { itemRows } from './items.js';
import { levelRows } from './levels.js';
import { mapRows } from './maps.js';
import { serverRows } from './servers.js';
import { topicRows } from './topics.js';

export const STATS = {
  levels: levelRows,
  maps: mapRows,
  engagement: engagementRows,
  items: itemRows,
  servers: serverRows,
  alerts: alertRows,
  topics: topicRows,
} as const satisfies Record<string, (db: Db) => unknown[]>;

export type What = keyof typeof STATS;
export const WHATS = Object.keys(STATS) as What[];
