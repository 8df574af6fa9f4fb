/** Every view. The store makes their tables, the processor feeds them, in this order. */
import {
  audienceRevenue,
  audienceSales,
  combat,
  engagement,
  itemDayRevenue,
  itemDays,
  itemRevenue,
  levelEngagement,
  playerArms,
  players,
  servers,
} from '../rollups/index.js';
import { alertsKind } from './alerts/alerts-view.js';
import { audience } from './audience/audience-view.js';
import { fraud } from './fraud/fraud-view.js';
import { levelsKind } from './levels/levels-view.js';
import { rankedItems } from './ranked-items.js';
import { rollupKind } from './rollup-view.js';
import type { ViewKind } from './view.js';

/**
 * Raise it whenever the same events would give other rows (a new view, another meaning): a database made by an older
 * version is then rebuilt from the log.
 */
export const FOLD_VERSION = 2;

export const VIEWS: readonly ViewKind<never>[] = [
  levelsKind,
  rollupKind('player-events', engagement, 'engagement'),
  rollupKind('player-events', levelEngagement, 'level_engagement'),
  audience,
  rollupKind('purchase-events', () => audienceSales, 'audience_sales'),
  rollupKind('purchase-events', () => audienceRevenue, 'audience_revenue'),
  rankedItems,
  rollupKind('purchase-events', () => itemRevenue, 'item_revenue'),
  rollupKind('purchase-events', () => itemDays, 'item_days'),
  rollupKind('purchase-events', () => itemDayRevenue, 'item_day_revenue'),
  fraud,
  rollupKind('server-metrics', () => servers, 'servers'),
  alertsKind,
  rollupKind('combat-events', combat, 'combat'),
  rollupKind('game-actions', () => players, 'players'),
  rollupKind('game-actions', () => playerArms, 'player_arms'),
] as unknown as readonly ViewKind<never>[];
