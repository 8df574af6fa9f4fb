/** From the query of a resource to the page that it names. */
import type { Db } from '../../processors/store/open.js';
import { Problem } from '../problem.js';
import type { ReadDatabase } from '../read-database.js';
import { pageOf } from './parameters.js';
import type { Filters, ReadPage, Resource } from './resource.js';

/** Parameters that are of the form that the resource's schema asks for. */
export type Query = Readonly<Record<string, string | undefined>>;

/** @throws Problem 400 for parameters that mean nothing */
export function readerOf(resource: Resource, query: Query): (db: Db) => ReadPage {
  const { limit, after, reverse, ...filters } = query;
  return resource.query(filters as Filters, pageOf({ limit, after, reverse }));
}

/** The same for the same page, whatever the order of the parameters. */
export function nameOf({ path }: Resource, query: Query): string {
  return `${path}?${JSON.stringify(Object.entries(query).sort())}`;
}

/** @throws Problem 400 for parameters that mean nothing, 503 while there is nothing to read */
export function readPage(read: ReadDatabase, resource: Resource, query: Query): ReadPage {
  const page = read(readerOf(resource, query));
  if (page === undefined) throw notReady();
  return page;
}

export function notReady(): Problem {
  return new Problem(503, 'not_ready', 'The processors have not made the database yet.', 1);
}
