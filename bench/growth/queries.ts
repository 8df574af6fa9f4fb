/** Every figure, asked the way people and the API ask: the whole of it where it is short, a page where it is long. */

import type { Db } from '../../processors/store/open.js';
import { STATS, type What } from '../../processors/store/stats/index.js';
import type { Selection } from '../../processors/store/stats/selection.js';

export interface Query {
  readonly name: string;
  readonly ask: (db: Db) => unknown[];
}

const HOUR = 3_600_000;

/**
 * @param now event time up to which there is history, ms since 1970
 * @param player one who has done something of everything
 */
export function queries(now: number, player: string): Query[] {
  const day = { from: now - 24 * HOUR, to: now };
  const week = { from: now - 7 * 24 * HOUR, to: now };
  const page = { limit: 100 };
  const asked: [What, string, Selection][] = (Object.keys(STATS) as What[]).map((what) => [
    what,
    ALL.has(what) ? '' : ' --limit 100',
    ALL.has(what) ? {} : page,
  ]);
  const more: [string, string, Selection][] = [
    ['levels', ' --from --to (7 days)', week],
    ['engagement', ' (a day)', day],
    ['level-engagement', ' --level (a day)', { ...day, level: 'level_7' }],
    ['item-days', ' (a day)', day],
    ['fraud', ' (7 days)', week],
    ['alerts', ' --server', { server: 'server_7' }],
    ['combat', ' --player', { player, ...page }],
    ['players', ' --player', { player }],
  ];
  return [...asked, ...more.filter((one): one is [What, string, Selection] => one[0] in STATS)].map(
    ([what, how, selection]) => ({ name: `${what}${how}`, ask: (db) => STATS[what](db, selection) }),
  );
}

/** Figures that are asked for as a whole: they have a row a level, item, server, day or partition. */
const ALL = new Set<string>(['levels', 'maps', 'audience', 'items', 'servers', 'topics']);
