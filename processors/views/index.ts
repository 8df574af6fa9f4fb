/** Every view. The store makes their tables, the processor feeds them, in this order. */
import {
  audienceRevenue,
  audienceSales,
  combat,
  engagement,
  itemDayRevenue,
  itemDays,
  itemRevenue,
  items,
  levelEngagement,
  playerArms,
  players,
  servers,
} from '../rollups/index.js';
import { alerts } from './alerts/alerts-view.js';
import { audience } from './audience/audience-view.js';
import { fraud } from './fraud/fraud-view.js';
import { levels } from './levels/levels-view.js';
import { rollupKind } from './rollup-view.js';
import type { ViewKind } from './view.js';

/**
 * Raise it whenever the same events would give other rows (a new view, another meaning): a database made by an older
 * version is then rebuilt from the log.
 */
export const FOLD_VERSION = 2;

export const VIEWS: readonly ViewKind<never>[] = [
  levels,
  rollupKind('player-events', engagement),
  rollupKind('player-events', levelEngagement),
  audience,
  rollupKind('purchase-events', () => audienceSales),
  rollupKind('purchase-events', () => audienceRevenue),
  rollupKind('purchase-events', () => items),
  rollupKind('purchase-events', () => itemRevenue),
  rollupKind('purchase-events', () => itemDays),
  rollupKind('purchase-events', () => itemDayRevenue),
  fraud,
  rollupKind('server-metrics', () => servers),
  alerts,
  rollupKind('combat-events', combat),
  rollupKind('game-actions', () => players),
  rollupKind('game-actions', () => playerArms),
] as unknown as readonly ViewKind<never>[];
