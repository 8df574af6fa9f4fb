/** Every built-in roll-up. The store makes their tables, the processor folds into them, in this order. */
import { ENGAGEMENT_WINDOW, engagement } from './engagement.js';
import { itemRevenue, items } from './items.js';
import { levelMaps, spells, visits } from './levels.js';
import type { AnyRollup } from './rollup.js';
import { ALERT_MINUTE, serverMinutes, servers } from './servers.js';

/**
 * Raise it whenever the same events would give other rows (a new roll-up, another window or threshold): a database
 * folded by an older version is then rebuilt from the log.
 */
export const FOLD_VERSION = 1;

/** Sizes that the rows depend on, in ms: kept in the database, since other sizes need a rebuild too. */
export const WINDOWS = { engagement: ENGAGEMENT_WINDOW, alert_minute: ALERT_MINUTE } as const;

export const ROLLUPS: readonly AnyRollup[] = [
  visits,
  spells,
  levelMaps,
  engagement,
  items,
  itemRevenue,
  servers,
  serverMinutes,
];
