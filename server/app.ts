/** The HTTP server: what is common to all routes. */
import Fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  LogController,
} from 'fastify';
import { networks } from './access/addresses.js';
import { type AccessParts, registerAccess } from './access/authenticate.js';
import { requireRoles } from './access/caller.js';
import { registerKeys } from './access/route.js';
import { registerChanges } from './changes/route.js';
import { singlesOf } from './changes/singles.js';
import type { CollectorParts } from './collector/answer.js';
import { registerCollector } from './collector/route.js';
import { registerDashboard } from './dashboard/route.js';
import { BrokenConnections } from './limits/broken-connections.js';
import {
  CONNECTION_LIMITS,
  type ConnectionLimits,
  connectionOptions,
  limitConnections,
  limitConnectionsOfAddress,
} from './limits/connections.js';
import { registerSafeHeaders } from './limits/headers.js';
import { unroutable } from './limits/known-paths.js';
import { PRESSURE_LIMITS, type PressureLimits, registerPressure } from './limits/pressure.js';
import type { Graph } from './lineage/graph.js';
import { registerLineage } from './lineage/route.js';
import { newRequestId, registerRequestLog, writtenDown } from './observe/log/request-log.js';
import { registerHttpMetrics } from './observe/metrics/http-metrics.js';
import { metricsOf } from './observe/metrics/metrics.js';
import type { Observer } from './observe/observer.js';
import { registerObserve } from './observe/route.js';
import { registerDocument } from './openapi/document.js';
import { registerOpenapi } from './openapi/route.js';
import { registerPlayers } from './players/route.js';
import type { Problem } from './problem.js';
import { problemOf, refuse, refuseBarely } from './refusal.js';
import { type ResourcesParts, resourcesOf } from './resources/registry.js';
import { registerResources } from './resources/route.js';

export interface Parts {
  readonly access: AccessParts;
  /** Nothing is logged without one. */
  readonly log?: FastifyBaseLogger;
  /** Addresses and networks whose `X-Forwarded-For` is believed; nobody's unless they are named. */
  readonly trustedProxies?: readonly string[];
  readonly limits?: Partial<ConnectionLimits & PressureLimits>;
  readonly collector: CollectorParts;
  readonly resources: ResourcesParts;
  readonly observer: Observer;
  /** What flows where. */
  readonly lineage: Graph;
}

/** Characters of a part of a path: the longest id that an event may have, percent signs and all. */
const MAX_PARAMETER_LENGTH = 2048;

export function buildApp(parts: Parts): FastifyInstance {
  const limits = { ...CONNECTION_LIMITS, ...PRESSURE_LIMITS, ...parts.limits };
  const { trustedProxies = [] } = parts;
  const broken = new BrokenConnections();
  const app = Fastify({
    ...connectionOptions(limits),
    ...(parts.log === undefined ? {} : { loggerInstance: parts.log }),
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'request_id' }),
    genReqId: newRequestId,
    // Requests under way are answered before the end.
    forceCloseConnections: 'idle',
    trustProxy: trustedProxies.length > 0 && [...trustedProxies],
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false, useDefaults: false } },
    routerOptions: { maxParamLength: MAX_PARAMETER_LENGTH },
    frameworkErrors: (error, request, reply) => refuseBarely(reply, problemOf(error, request)),
    clientErrorHandler: (error, socket) => broken.refuse(error, socket),
  });
  const registry = metricsOf(parts.observer, parts.collector);
  // First of all hooks, so that they see what the others refuse.
  registerHttpMetrics(app, registry);
  registerRequestLog(app);
  broken.watch(app.server);
  limitConnections(app, limits);
  if (parts.access.areKeysRequired) limitConnectionsOfAddress(app, limits, networks(trustedProxies));
  // There is one for text, and one that parses JSON: what is no event is to be judged, and all else refused.
  app.removeAllContentTypeParsers();
  requireRoles(app);
  registerSafeHeaders(app);
  registerPressure(app, limits);
  registerAccess(app, parts.access);
  // What is answered is what the handler gave: schemas describe it, and leave nothing out.
  app.setSerializerCompiler(() => JSON.stringify);
  app.setErrorHandler((error: FastifyError | Problem, request, reply) => {
    // Fastify asks a QUERY for its type before it says that no route takes it, and none does.
    const isQuery = error.code === 'FST_ERR_ROUTE_MISSING_CONTENT_TYPE';
    const problem = isQuery ? unroutable(request, reply) : problemOf(error, request);
    refuse(reply, writtenDown(problem, error, request));
  });
  app.setNotFoundHandler((request, reply) => refuse(reply, unroutable(request, reply)));
  registerDocument(app, parts.observer.parts.version);
  // In a scope of their own: they are made when the plugins above are there, so that these see every route.
  app.register(async (routes) => {
    registerKeys(routes, parts.access.keys);
    registerCollector(routes, parts.collector);
    const lists = { ...parts.resources, resources: resourcesOf({ ...parts.resources, ...parts.collector }) };
    registerResources(routes, lists);
    registerPlayers(routes, parts.resources.read);
    registerChanges(routes, { ...lists, singles: singlesOf(parts.observer) });
    registerObserve(routes, parts.observer, registry);
    registerLineage(routes, {
      graph: parts.lineage,
      observer: parts.observer,
      door: parts.collector.door,
      read: parts.resources.read,
    });
    registerOpenapi(routes);
    registerDashboard(routes);
  });
  return app;
}
