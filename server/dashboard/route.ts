/** The dashboard's pages over HTTP, with all that they load. */
import type { FastifyInstance } from 'fastify';
import { serveFile } from '../static-file.js';
import { readPageFiles } from './files.js';

export function registerDashboard(app: FastifyInstance): void {
  for (const file of readPageFiles()) serveFile(app, file);
}
