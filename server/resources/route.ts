/** `GET /v1/PATH` of every resource: a page of its rows, or what has changed of it. */
import type { FastifyInstance } from 'fastify';
import { Problem } from '../problem.js';
import type { ReadDatabase } from '../read-database.js';
import { wanted } from './accept.js';
import { sendCsv } from './csv-answer.js';
import { changedPage, textsOf, wholePage } from './page-texts.js';
import { nameOf, type Query, readPage } from './read-page.js';
import type { Resource } from './resource.js';
import { routeSchema } from './route-schema.js';
import { TrackedPages } from './tracked-pages.js';

const TYPES = ['application/json', 'text/csv'] as const;

/** What can be asked for, and where it is read. */
export interface Lists {
  readonly read: ReadDatabase;
  readonly resources: readonly Resource[];
}

export function registerResources(app: FastifyInstance, { read, resources }: Lists): void {
  const pages = new TrackedPages();
  for (const resource of resources) {
    const options = { config: { role: 'read' as const }, schema: routeSchema(resource) };
    app.get<{ Querystring: Query }>(`/v1/${resource.path}`, options, async ({ query, headers }, reply) => {
      reply.header('vary', 'accept');
      const type = wanted(headers.accept, TYPES);
      if (type === undefined) throw new Problem(406, 'not_acceptable', `There is ${TYPES.join(' and ')}.`);
      const { since, ...asked } = query;
      if (type === 'text/csv') {
        if (since !== undefined) throw new Problem(400, 'invalid_query', 'since is for JSON alone.');
        return sendCsv(reply, read, resource, asked);
      }
      const page = pages.update(nameOf(resource, asked), textsOf(resource, readPage(read, resource, asked)));
      reply.header('etag', `"${page.version}"`);
      if (isKnown(headers['if-none-match'], page.version)) return reply.code(304).send();
      reply.type('application/json; charset=utf-8');
      return since === undefined ? wholePage(page) : `{${changedPage(page, since)}}`;
    });
  }
}

/** RFC 9110, 13.1.2: any of a list; weak ones count as well. */
function isKnown(header: string | undefined, version: string): boolean {
  const known = header?.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return known?.some((tag) => tag === '*' || tag === `"${version}"`) === true;
}
