/** `GET /openapi.json`, and a page that shows it to people: `GET /docs`. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { DOCS_PAGE, DOCS_SCRIPT } from './docs-page.js';

const SCHEMA = {
  summary: 'This document',
  description: 'OpenAPI 3.1 of every route. `/docs` shows it to people.',
  tags: ['operations'],
  querystring: { type: 'object', additionalProperties: false },
  response: { 200: { description: 'The document.', type: 'object', required: ['openapi', 'paths'] } },
};

interface ServedFile {
  readonly type: string;
  readonly body: Buffer | string;
}

const HTML = 'text/html; charset=utf-8';
const SCRIPT = 'text/javascript; charset=utf-8';
const STYLE = 'text/css; charset=utf-8';

export function registerOpenapi(app: FastifyInstance): void {
  app.get('/openapi.json', { config: { role: 'public' }, schema: SCHEMA }, async () => app.swagger());
  for (const [url, { type, body }] of Object.entries(docsFiles())) {
    const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
    app.get(url, { config: { role: 'public' }, schema: { hide: true } }, async ({ headers }, reply) => {
      reply.headers({ etag, 'cache-control': 'no-cache' });
      if (headers['if-none-match'] === etag) return reply.code(304).send();
      return reply.type(type).send(body);
    });
  }
}

/** By path: nothing but these is ever read from the disk. */
function docsFiles(): Readonly<Record<string, ServedFile>> {
  const assets = join(dirname(createRequire(import.meta.url).resolve('@fastify/swagger-ui')), 'static');
  const asset = (name: string) => readFileSync(join(assets, name));
  return {
    '/docs': { type: HTML, body: DOCS_PAGE },
    '/docs/docs.js': { type: SCRIPT, body: DOCS_SCRIPT },
    '/docs/swagger-ui.js': { type: SCRIPT, body: asset('swagger-ui-bundle.js') },
    '/docs/swagger-ui.css': { type: STYLE, body: asset('swagger-ui.css') },
    '/docs/favicon.png': { type: 'image/png', body: asset('favicon-32x32.png') },
  };
}
