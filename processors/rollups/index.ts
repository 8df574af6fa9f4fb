/** Every built-in roll-up. The store makes their tables, the processor folds into them, in this order. */
import { engagement } from './engagement.js';
import { itemRevenue, items } from './items.js';
import { levelMaps, spells, visits } from './levels.js';
import type { AnyRollup } from './rollup.js';
import { serverMinutes, servers } from './servers.js';

/**
 * Raise it whenever the same events would give other rows (a new roll-up, another window or threshold): a database
 * folded by an older version is then rebuilt from the log.
 */
export const FOLD_VERSION = 1;

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
