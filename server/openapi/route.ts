/** `GET /openapi.json`, and a page that shows it to people: `GET /docs`. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { type StaticFile, serveFile } from '../static-file.js';
import { DOCS_PAGE, DOCS_SCRIPT } from './docs-page.js';
import { NO_PARAMETERS } from './shapes.js';

const SCHEMA = {
  summary: 'This document',
  description: 'OpenAPI 3.1 of every route. `/docs` shows it to people.',
  tags: ['operations'],
  querystring: NO_PARAMETERS,
  response: { 200: { description: 'The document.', type: 'object', required: ['openapi', 'paths'] } },
};

export function registerOpenapi(app: FastifyInstance): void {
  app.get('/openapi.json', { config: { role: 'public' }, schema: SCHEMA }, async () => app.swagger());
  for (const file of docsFiles()) serveFile(app, file);
}

function docsFiles(): StaticFile[] {
  const assets = join(dirname(createRequire(import.meta.url).resolve('@fastify/swagger-ui')), 'static');
  const asset = (name: string) => readFileSync(join(assets, name));
  return [
    { url: '/docs', type: 'html', body: DOCS_PAGE },
    { url: '/docs/docs.js', type: 'js', body: DOCS_SCRIPT },
    { url: '/docs/swagger-ui.js', type: 'js', body: asset('swagger-ui-bundle.js') },
    { url: '/docs/swagger-ui.css', type: 'css', body: asset('swagger-ui.css') },
    { url: '/docs/favicon.png', type: 'png', body: asset('favicon-32x32.png') },
  ];
}
