/** The figures as resources: rows as `game-flow stats WHAT --json` has them. */
import type { Db } from '../../processors/store/open.js';
import { BY_DAY, FILTERS } from '../../processors/store/stats/filters.js';
import { STATS, WHATS, type What } from '../../processors/store/stats/index.js';
import type { Selection } from '../../processors/store/stats/selection.js';
import type { Schema } from '../openapi/problems.js';
import { Problem } from '../problem.js';
import { DAYS, TIMES, timeOf } from './parameters.js';
import type { Filters, Page, ReadPage, Resource, Row } from './resource.js';
import { audience, engagement, levelEngagement } from './rows/engagement.js';
import type { Figure } from './rows/figure.js';
import { levels, maps } from './rows/levels.js';
import { combat, players } from './rows/players.js';
import { fraud, itemDays, items } from './rows/sales.js';
import { alerts, servers } from './rows/servers.js';
import { topics } from './rows/topics.js';

const FIGURES: { readonly [W in What]: Figure } = {
  levels,
  maps,
  engagement,
  'level-engagement': levelEngagement,
  audience,
  items,
  'item-days': itemDays,
  fraud,
  servers,
  alerts,
  combat,
  players,
  topics,
};

export const STATS_RESOURCES: readonly Resource[] = WHATS.map(statsResource);

function statsResource(what: What): Resource {
  return {
    path: `stats/${what}`,
    ...FIGURES[what],
    isOfDatabase: true,
    filters: Object.fromEntries(FILTERS[what].flatMap((filter) => filterSchemas(what, filter))),
    query: (filters, page) => {
      const selection = selectionOf(filters);
      return (db) => readPage(db, what, selection, page);
    },
  };
}

/** An id is a name as the events have it. */
function named(what: string, example: string): Schema {
  return {
    type: 'string',
    minLength: 1,
    maxLength: 128,
    description: `Of this ${what} alone.`,
    examples: [example],
  };
}

function filterSchemas(what: What, filter: string): [string, Schema][] {
  switch (filter) {
    case 'from':
    case 'to':
      return [[filter, BY_DAY.has(what) ? DAYS[filter] : TIMES[filter]]];
    case 'player':
      return [[filter, named('player', 'player_123')]];
    case 'level':
      return [[filter, named('level', 'level_02')]];
    case 'item':
      return [[filter, named('item', 'sword_of_dawn')]];
    case 'server':
      return [[filter, named('server', 'server_1')]];
    default:
      return [];
  }
}

/** @throws Problem for days and times that are none, and for a span without any time in it */
function selectionOf({ from, to, ...ids }: Filters): Selection {
  const span = {
    ...(from === undefined ? {} : { from: timeOf('from', from) }),
    ...(to === undefined ? {} : { to: timeOf('to', to) }),
  };
  if ((span.from ?? Number.NEGATIVE_INFINITY) >= (span.to ?? Number.POSITIVE_INFINITY))
    throw new Problem(400, 'invalid_query', `from=${from} is not before the end of to=${to}.`);
  return { ...ids, ...span };
}

/** One row more than is asked for says whether others follow. */
function readPage(db: Db, what: What, selection: Selection, { limit }: Page): ReadPage {
  const found: readonly object[] = STATS[what](db, { ...selection, limit: limit + 1 });
  const rows = found.slice(0, limit) as Row[];
  return { rows, next: null };
}
