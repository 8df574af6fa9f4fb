/**
 * Files of pages over HTTP: a route for each, and nothing else. No path of a request ever reaches the disk, so there is
 * nothing to list and nowhere to climb to. They are read once, when the server is built, and hold no data: what pages
 * show they ask `/v1` for.
 */
import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';

const TYPES = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  js: 'text/javascript; charset=utf-8',
} as const;

export interface StaticFile {
  /** Path in the URL. */
  readonly url: string;
  readonly type: keyof typeof TYPES;
  readonly body: Buffer | string;
}

export function serveFile(app: FastifyInstance, { url, type, body }: StaticFile): void {
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  app.get(url, { config: { role: 'public' }, schema: { hide: true } }, async ({ headers }, reply) => {
    // To be asked for again each time: with the next version another file may have this name.
    reply.headers({ etag, 'cache-control': 'no-cache' });
    if (headers['if-none-match'] === etag) return reply.code(304).send();
    return reply.type(TYPES[type]).send(body);
  });
}
