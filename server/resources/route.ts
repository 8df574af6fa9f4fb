/** `GET /v1/PATH` of every resource: a page of its rows, or what has changed of it. */
import type { FastifyInstance } from 'fastify';
import { Problem } from '../problem.js';
import type { ReadDatabase } from '../read-database.js';
import { wanted } from './accept.js';
import { changedPage, textsOf, wholePage } from './page-texts.js';
import { nameOf, type Query, readerOf } from './read-page.js';
import { RESOURCES } from './registry.js';
import type { ReadPage, Resource } from './resource.js';
import { routeSchema } from './route-schema.js';
import { TrackedPages } from './tracked-pages.js';

export interface ResourcesParts {
  readonly read: ReadDatabase;
}

export function registerResources(app: FastifyInstance, { read }: ResourcesParts): void {
  const pages = new TrackedPages();
  for (const resource of RESOURCES) {
    const options = { config: { role: 'read' as const }, schema: routeSchema(resource) };
    app.get<{ Querystring: Query }>(`/v1/${resource.path}`, options, async ({ query, headers }, reply) => {
      reply.header('vary', 'accept');
      if (wanted(headers.accept, ['application/json']) === undefined)
        throw new Problem(406, 'not_acceptable', 'There is application/json.');
      const { since, ...asked } = query;
      const page = pages.update(nameOf(resource, asked), textsOf(resource, readPage(read, resource, asked)));
      reply.header('etag', `"${page.version}"`);
      if (isKnown(headers['if-none-match'], page.version)) return reply.code(304).send();
      reply.type('application/json; charset=utf-8');
      return since === undefined ? wholePage(page) : `{${changedPage(page, since)}}`;
    });
  }
}

/** @throws Problem 400 for parameters that mean nothing, 503 while there is nothing to read */
function readPage(read: ReadDatabase, resource: Resource, query: Query): ReadPage {
  const page = read(readerOf(resource, query));
  if (page === undefined)
    throw new Problem(503, 'not_ready', 'The processors have not made the database yet.', 1);
  return page;
}

/** RFC 9110, 13.1.2: any of a list; weak ones count as well. */
function isKnown(header: string | undefined, version: string): boolean {
  const known = header?.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return known?.some((tag) => tag === '*' || tag === `"${version}"`) === true;
}
