/** From the text of a `watch` to what it means. */
import type { FastifyRequest } from 'fastify';
import { invalidQuery } from '../invalid-request.js';
import { Problem } from '../problem.js';
import type { ReadDatabase } from '../read-database.js';
import { textsOf } from '../resources/page-texts.js';
import { pageOf } from '../resources/parameters.js';
import { nameOf, type Query, readerOf } from '../resources/read-page.js';
import type { Resource } from '../resources/resource.js';
import { pageQuery } from '../resources/route-schema.js';
import type { Single, Watchable } from './watched.js';

export interface Known {
  readonly resources: readonly Resource[];
  readonly singles: readonly Single[];
  readonly read: ReadDatabase;
}

/** @throws Problem 400 for what there is not, and for parameters that mean nothing */
export function watchable(text: string, known: Known, request: FastifyRequest): Watchable {
  const [path = '', parameters = ''] = text.split(/\?(.*)/s);
  const single = known.singles.find(({ name }) => name === text);
  if (single !== undefined) return ofSingle(single);
  const resource = known.resources.find((one) => one.path === path);
  if (resource === undefined) throw unknown(text, known);
  return ofResource(resource, queryOf(resource, parameters, request), known.read);
}

function ofSingle({ name, read }: Single): Watchable {
  return {
    name,
    rows: 1,
    isOfDatabase: false,
    read: () => {
      const row = read();
      return row === undefined ? undefined : { keys: [''], texts: [JSON.stringify(row)], next: null };
    },
  };
}

function ofResource(resource: Resource, query: Query, read: ReadDatabase): Watchable {
  const reader = readerOf(resource, query);
  return {
    name: nameOf(resource, query),
    rows: pageOf(query).limit,
    isOfDatabase: resource.isOfDatabase,
    read: () => {
      const page = read(reader);
      return page === undefined ? undefined : textsOf(resource, page);
    },
  };
}

function queryOf(resource: Resource, text: string, request: FastifyRequest): Query {
  const given = new URLSearchParams(text);
  const query = Object.fromEntries(
    [...given.keys()].map((name) => {
      const values = given.getAll(name);
      return [name, values.length === 1 ? values[0] : values];
    }),
  );
  const schema = pageQuery(resource);
  const validate = request.compileValidationSchema(schema, 'querystring');
  if (!validate(query)) throw invalidQuery(validate.errors ?? [], schema);
  return query as Query;
}

function unknown(text: string, { singles, resources }: Known): Problem {
  const names = [...singles.map(({ name }) => name), ...resources.map(({ path }) => path)];
  const shown = text.length > 80 ? `${text.slice(0, 80)}…` : text;
  return new Problem(400, 'invalid_query', `watch ${shown}: there is ${names.join(', ')}.`);
}
