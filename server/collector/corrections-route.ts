/** `GET /v1/clock-corrections`: whose clock was found wrong, and by how much. */
import type { FastifyInstance } from 'fastify';
import { DEFAULT_LIMIT } from '../resources/parameters.js';
import type { ClockCorrections } from './corrections.js';
import { CORRECTIONS_SCHEMA } from './schemas.js';

interface Route {
  readonly Querystring: { readonly limit?: string; readonly after?: string };
}

export function registerCorrections(app: FastifyInstance, corrections: Pick<ClockCorrections, 'list'>): void {
  app.get<Route>(
    '/v1/clock-corrections',
    { config: { role: 'read' }, schema: CORRECTIONS_SCHEMA },
    async ({ query }) => {
      const limit = query.limit === undefined ? DEFAULT_LIMIT : Number(query.limit);
      // One more than asked for tells whether there is a next page.
      const found = corrections.list(limit + 1, query.after === undefined ? undefined : Number(query.after));
      const rows = found.slice(0, limit);
      const next = found.length > limit ? String(rows.at(-1)!.seq) : null;
      return { rows: rows.map((row) => ({ ...row, at: new Date(row.at).toISOString() })), next };
    },
  );
}
