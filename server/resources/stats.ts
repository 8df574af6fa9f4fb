/** The figures as resources: rows as `game-flow stats WHAT --json` has them. */
import { parseCursor } from '../../processors/store/stats/cursor.js';
import { BY_DAY, FILTERS, type Filter } from '../../processors/store/stats/filters.js';
import { WHATS, type What } from '../../processors/store/stats/index.js';
import { readPage } from '../../processors/store/stats/page.js';
import type { Selection } from '../../processors/store/stats/selection.js';
import type { Schema } from '../openapi/problems.js';
import { Problem } from '../problem.js';
import { DAYS, TIMES, timeOf } from './parameters.js';
import type { Filters, Page, ReadPage, Resource } from './resource.js';
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

const OPEN: Schema = {
  type: 'string',
  enum: ['0', '1'],
  description: '1 for those alone that are still open.',
};

/** Every `game-flow stats WHAT`, in that order. */
export const STATS_RESOURCES: readonly Resource[] = WHATS.map(statsResource);

function statsResource(what: What): Resource {
  return {
    path: `stats/${what}`,
    ...FIGURES[what],
    isOfDatabase: true,
    isReversible: true,
    filters: Object.fromEntries(FILTERS[what].flatMap((filter) => filterSchemas(what, filter))),
    query: (filters, page) => {
      const selection = { ...selectionOf(filters), ...placeOf(what, page) };
      return (db) => readPage(db, what, selection) as ReadPage;
    },
  };
}

/** An id is a name as the events have it. */
function named(what: string, example: string): Schema {
  const description = `Of this ${what} alone, such as ${example}.`;
  return { type: 'string', minLength: 1, maxLength: 128, description };
}

function filterSchemas(what: What, filter: Filter): [string, Schema][] {
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
    case 'open':
      return [[filter, OPEN]];
    case 'limit':
      return [];
  }
}

/** @throws Problem for days and times that are none, and for a span without any time in it */
function selectionOf({ from, to, open, ...ids }: Filters): Selection {
  const span = {
    ...(from === undefined ? {} : { from: timeOf('from', from) }),
    ...(to === undefined ? {} : { to: timeOf('to', to) }),
  };
  if ((span.from ?? Number.NEGATIVE_INFINITY) >= (span.to ?? Number.POSITIVE_INFINITY))
    throw new Problem(400, 'invalid_query', `from=${from} is not before the end of to=${to}.`);
  return { ...ids, ...span, ...(open === undefined ? {} : { open: open === '1' }) };
}

/** @throws Problem for a cursor that is none of this figure */
function placeOf(what: What, { limit, after, reverse }: Page): Selection {
  if (after === undefined) return { limit, reverse };
  const cursor = parseCursor(what, after);
  if (cursor === undefined) throw new Problem(400, 'invalid_query', `after is no \`next\` of stats/${what}.`);
  return { limit, reverse, after: cursor };
}
