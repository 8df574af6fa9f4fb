/** Which parts of a selection narrow which figure: what `stats WHAT` takes, and what it refuses. */
import type { What } from './index.js';
import type { Selection } from './selection.js';

/** What narrows a figure. Pages (`after`, `reverse`) are of all figures alike. */
export type Filter = Exclude<keyof Selection, 'after' | 'reverse'>;

const SPAN = ['from', 'to'] as const satisfies readonly Filter[];

export const FILTERS: { readonly [W in What]: readonly Filter[] } = {
  levels: [...SPAN, 'level', 'limit'],
  maps: ['level', 'limit'],
  engagement: [...SPAN, 'limit'],
  'level-engagement': [...SPAN, 'level', 'limit'],
  audience: [...SPAN, 'limit'],
  items: ['item', 'limit'],
  'item-days': [...SPAN, 'item', 'limit'],
  fraud: [...SPAN, 'player', 'item', 'limit'],
  servers: ['server', 'limit'],
  alerts: [...SPAN, 'server', 'open', 'limit'],
  combat: [...SPAN, 'player', 'limit'],
  players: ['player', 'limit'],
  topics: ['limit'],
};

/** Figures whose `from` and `to` are whole UTC days. */
export const BY_DAY: ReadonlySet<What> = new Set<What>(['levels', 'audience', 'item-days']);
