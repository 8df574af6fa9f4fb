/** A resource as a CSV file: all rows, or as many as are asked for, read page by page as the reader takes them. */
import { Readable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import type { FastifyReply } from 'fastify';
import type { ReadDatabase } from '../read-database.js';
import { Csv } from './csv.js';
import { MOST_ROWS } from './parameters.js';
import { type Query, readPage } from './read-page.js';
import type { Resource } from './resource.js';

/** @throws Problem 400 for parameters that mean nothing, 503 while there is nothing to read */
export function sendCsv(
  reply: FastifyReply,
  read: ReadDatabase,
  resource: Resource,
  query: Query,
): FastifyReply {
  const texts = csvTexts(read, resource, query);
  // What is wrong with the first page can still be said.
  const first = texts.next().value as string;
  reply.header('content-disposition', `attachment; filename="${resource.path.replace(/.*\//, '')}.csv"`);
  reply.type('text/csv; charset=utf-8; header=present');
  return reply.send(Readable.from(inTurns(first, texts), { objectMode: false }));
}

/** Between two pages others have their turn. */
async function* inTurns(first: string, others: Iterable<string>): AsyncGenerator<string> {
  yield first;
  for (const text of others) {
    yield text;
    await turn();
  }
}

function* csvTexts(read: ReadDatabase, resource: Resource, query: Query): Generator<string> {
  const csv = new Csv(resource.columns);
  let page = readPage(
    read,
    resource,
    query.limit === undefined ? { ...query, limit: String(MOST_ROWS) } : query,
  );
  yield csv.header + csv.rows(page.rows);
  while (page.next !== null && query.limit === undefined) {
    page = readPage(read, resource, { ...query, limit: String(MOST_ROWS), after: page.next });
    yield csv.rows(page.rows);
  }
}
