/** `GET /v1/stats/:what`: the figures, as `game-flow stats WHAT --json` has them. */
import type { FastifyInstance } from 'fastify';
import { STATS, WHATS, type What } from '../../processors/store/stats/index.js';
import type { Selection } from '../../processors/store/stats/selection.js';
import { Problem } from '../problem.js';
import { selectionOf } from './query.js';

/** Rows of a figure; undefined while nothing has been processed. */
export type ReadFigures = (what: What, selection: Selection) => readonly object[] | undefined;

interface Route {
  readonly Params: { readonly what: string };
  readonly Querystring: Readonly<Record<string, unknown>>;
}

export function registerStats(app: FastifyInstance, read: ReadFigures): void {
  app.get<Route>('/v1/stats/:what', { config: { role: 'read' } }, async ({ params, query }) => {
    const what = whatOf(params.what);
    const rows = read(what, selectionOf(what, query));
    if (rows === undefined)
      throw new Problem(503, 'not_ready', 'The processors have not made the database yet.', 1);
    return { rows };
  });
}

function whatOf(name: string): What {
  if (!Object.hasOwn(STATS, name))
    throw new Problem(
      404,
      'unknown_figure',
      `There are no figures of that name; there are ${WHATS.join(', ')}.`,
    );
  return name as What;
}
