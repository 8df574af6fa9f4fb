/** Every view. The store makes their tables, the processor feeds them, in this order. */
import {
  engagement,
  itemRevenue,
  items,
  levelEngagement,
  levelMaps,
  servers,
  spells,
  visits,
} from '../rollups/index.js';
import { alertsKind } from './alerts/alerts-view.js';
import { rollupKind } from './rollup-view.js';
import type { ViewKind } from './view.js';

/**
 * Raise it whenever the same events would give other rows (a new view, another meaning): a database made by an older
 * version is then rebuilt from the log.
 */
export const FOLD_VERSION = 2;

export const VIEWS: readonly ViewKind<never>[] = [
  rollupKind('player-events', () => visits, 'visits'),
  rollupKind('player-events', () => spells, 'spells'),
  rollupKind('player-events', () => levelMaps, 'level_maps'),
  rollupKind('player-events', engagement, 'engagement'),
  rollupKind('player-events', levelEngagement, 'level_engagement'),
  rollupKind('purchase-events', () => items, 'items'),
  rollupKind('purchase-events', () => itemRevenue, 'item_revenue'),
  rollupKind('server-metrics', () => servers, 'servers'),
  alertsKind,
] as unknown as readonly ViewKind<never>[];
