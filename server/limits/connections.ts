/** How long a client may take, and how many may be there at once: nobody holds what others need by being slow. */
import type { Server } from 'node:http';
import type { FastifyHttpOptions, FastifyInstance } from 'fastify';

export interface ConnectionLimits {
  /** Within this the headers of a request have to be there, ms. */
  readonly headersWithinMs: number;
  /** Within this the whole request has to be there, its body included, ms. */
  readonly requestWithinMs: number;
  /** How often it is looked for requests that take too long, ms. */
  readonly lookEveryMs: number;
  /** A connection without a request is closed after this, ms. */
  readonly idleMs: number;
  /** One on which nothing moves is closed after this, even if an answer is under way that nobody takes, ms. */
  readonly stuckMs: number;
  /** Further connections are closed at once. With bodies of 1 MiB they hold 1 GiB at the very most. */
  readonly connections: number;
}

/** Bytes of a body as it comes, which may be compressed. */
export const MAX_BODY_BYTES = 1024 * 1024;
/** Bytes of all headers of a request, its first line included. */
const MAX_HEADER_BYTES = 16 * 1024;

export const CONNECTION_LIMITS: ConnectionLimits = {
  headersWithinMs: 10_000,
  requestWithinMs: 30_000,
  lookEveryMs: 2000,
  idleMs: 30_000,
  stuckMs: 60_000,
  connections: 1000,
};

export function connectionOptions(limits: ConnectionLimits) {
  return {
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: limits.requestWithinMs,
    keepAliveTimeout: limits.idleMs,
    connectionTimeout: limits.stuckMs,
    http: {
      headersTimeout: limits.headersWithinMs,
      connectionsCheckingInterval: limits.lookEveryMs,
      maxHeaderSize: MAX_HEADER_BYTES,
    },
  } satisfies FastifyHttpOptions<Server>;
}

export function limitConnections(app: FastifyInstance, { connections }: ConnectionLimits): void {
  app.server.maxConnections = connections;
}
