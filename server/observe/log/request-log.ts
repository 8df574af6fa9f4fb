/** A line for each request, and one with the stack for what went wrong in the server. */
import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from '../../problem.js';
import { BROKEN_OFF, onRequestEnd, type RequestEnd, routeOf } from '../request-end.js';

/** Asked for again and again by machines: nobody wants to read that. */
const PROBES: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/metrics']);

/** Ids say nothing but which lines and which answer belong together. */
export const newRequestId = (): string => randomUUID();

/** To be called before any other hook. */
export function registerRequestLog(app: FastifyInstance): void {
  onRequestEnd(app, () => logEnd);
  app.addHook('onRequest', async ({ id }, reply) => {
    reply.header('x-request-id', id);
  });
}

function logEnd({ status, seconds }: RequestEnd, request: FastifyRequest): void {
  const { method, log, caller } = request;
  const route = routeOf(request);
  const ms = Math.round(seconds * 1e6) / 1e3;
  const line = { method, route, status, ms, key: caller?.key ?? null };
  log[levelOf(status, route)](line, 'request');
}

/** Who goes away harms nobody, and could fill the log. */
function levelOf(status: number, route: string): 'warn' | 'info' | 'debug' {
  if (status >= 500 && !PROBES.has(route)) return 'warn';
  return status === BROKEN_OFF || PROBES.has(route) ? 'debug' : 'info';
}

/** What was not expected is written down with its stack; who asked is told under which id. */
export function writtenDown(problem: Problem, error: unknown, request: FastifyRequest): Problem {
  if (problem.code !== 'internal') return problem;
  request.log.error({ err: error }, 'something went wrong in the server');
  return new Problem(
    problem.status,
    problem.code,
    `${problem.message} Its log has more under the request id ${request.id}.`,
  );
}
