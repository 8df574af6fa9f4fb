/**
 * The HTTP server: what is common to all routes. It listens on loopback only, where whoever can send a request can read
 * the database's file as well; a page of another origin must not, so names other than loopback's are refused.
 */
import Fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { LOCAL_CALLER, requireRoles } from './access/caller.js';
import { type CollectorParts, registerCollector } from './collector/route.js';
import { invalidRequest } from './invalid-request.js';
import type { Observer } from './observe/observer.js';
import { registerObserve } from './observe/route.js';
import { Problem, type ProblemBody } from './problem.js';
import { type ResourcesParts, registerResources } from './resources/route.js';

/** Bytes of a body as it comes, which may be compressed. */
const MAX_BODY_BYTES = 1024 * 1024;
/** A client that takes longer to send its request is cut off. */
const REQUEST_WITHIN_MS = 30_000;

/** Names by which a browser on this machine may ask; any other is that of a site that was made to resolve to it. */
const LOOPBACK_NAMES: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

export interface Parts {
  readonly collector: CollectorParts;
  readonly resources: ResourcesParts;
  readonly observer: Observer;
}

export function buildApp(parts: Parts): FastifyInstance {
  const app = Fastify({
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: REQUEST_WITHIN_MS,
    // Requests under way are answered before the end.
    forceCloseConnections: 'idle',
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false, useDefaults: false } },
  });
  // There is one for text, and one that parses JSON: what is no event is to be judged, and all else refused.
  app.removeAllContentTypeParsers();
  app.addHook('onRequest', async (request) => {
    if (!LOOPBACK_NAMES.has(request.host.replace(/:\d+$/, '')))
      throw new Problem(421, 'wrong_host', 'This server answers to 127.0.0.1, localhost and [::1] only.');
  });
  app.addHook('onSend', async (_, reply) => {
    reply.headers({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
  });
  // What is answered is what the handler gave: schemas describe it, and leave nothing out.
  app.setSerializerCompiler(() => JSON.stringify);
  app.setErrorHandler((error: FastifyError | Problem, request, reply) =>
    refuse(reply, problemOf(error, request)),
  );
  app.setNotFoundHandler((request, reply) =>
    refuse(
      reply,
      new Problem(404, 'not_found', `There is no ${request.method} ${request.url.split('?')[0]}.`),
    ),
  );
  app.decorateRequest('caller', { getter: () => LOCAL_CALLER });
  requireRoles(app);
  // In a scope of their own: they are made when the plugins above are there, so that these see every route.
  app.register(async (routes) => {
    registerCollector(routes, parts.collector);
    registerResources(routes, parts.resources);
    registerObserve(routes, parts.observer);
  });
  return app;
}

function refuse(reply: FastifyReply, { status, code, message, retryAfter }: Problem): void {
  if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter));
  const body: ProblemBody = { error: { code, message } };
  reply.code(status).type('application/json; charset=utf-8').send(body);
}

/** Of what went wrong inside nothing is told but that it did. */
function problemOf(error: FastifyError | Problem, request: FastifyRequest): Problem {
  if (error instanceof Problem) return error;
  const invalid = invalidRequest(error, request);
  if (invalid !== undefined) return invalid;
  const status = error.statusCode ?? 500;
  if (status >= 500) return new Problem(500, 'internal', 'Something went wrong in the server.');
  const code = error.code?.replace(/^FST_ERR_(CTP_)?/, '').toLowerCase() ?? 'bad_request';
  return new Problem(status, code, error.message);
}
