/** The dashboard's files over HTTP. They hold no data: what they show, the page asks `/v1` for. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type PageFile, readPageFiles } from './files.js';

/**
 * One route for each file, and nothing else: no path of a request ever reaches the disk, so there is nothing to list
 * and nowhere to climb to. The files are read once, when the server is built.
 */
export function registerDashboard(app: FastifyInstance): void {
  for (const file of readPageFiles())
    app.get(file.url, { config: { role: 'public' }, schema: { hide: true } }, async (request, reply) =>
      send(file, request, reply),
    );
}

function send(file: PageFile, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  // To be asked for again each time: with the next version another file may have this name.
  reply.headers({ etag: file.etag, 'cache-control': 'no-cache' });
  if (request.headers['if-none-match'] === file.etag) return reply.code(304).send();
  return reply.type(file.type).send(file.body);
}
