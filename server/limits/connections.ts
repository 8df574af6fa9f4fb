/** How long a client may take, and how many may be there at once: nobody holds what others need by being slow. */
import type { Server } from 'node:http';
import type { BlockList } from 'node:net';
import { normalizeIP } from '@fastify/rate-limit';
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
  /** When the server stops, requests under way are cut off after this, ms: nobody looks any more whether they are slow. */
  readonly stopWithinMs: number;
  /** Further connections are closed at once. With bodies of 1 MiB they hold 1 GiB at the very most. */
  readonly connections: number;
  /** The same for one address, of IPv6 for its network of 64 bits. */
  readonly connectionsOfAddress: number;
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
  // Whoever waits for a broker that does not acknowledge has been told so by then.
  stopWithinMs: 5000,
  connections: 1000,
  connectionsOfAddress: 200,
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

export function limitConnections(
  app: FastifyInstance,
  { connections, stopWithinMs }: Pick<ConnectionLimits, 'connections' | 'stopWithinMs'>,
): void {
  const { server } = app;
  server.maxConnections = connections;
  app.addHook('preClose', async () => {
    setTimeout(() => server.closeAllConnections(), stopWithinMs).unref();
  });
}

/** For strangers alone: behind a proxy every connection is its own, and on loopback everybody's is of one address. */
export function limitConnectionsOfAddress(
  { server }: FastifyInstance,
  { connectionsOfAddress }: ConnectionLimits,
  proxies: BlockList,
): void {
  const open = new Map<string, number>();
  server.on('connection', (socket) => {
    const { remoteAddress, remoteFamily } = socket;
    if (remoteAddress === undefined) return;
    if (proxies.check(remoteAddress, remoteFamily === 'IPv6' ? 'ipv6' : 'ipv4')) return;
    const address = normalizeIP(remoteAddress);
    const others = open.get(address) ?? 0;
    if (others >= connectionsOfAddress) {
      socket.destroy();
      return;
    }
    open.set(address, others + 1);
    socket.once('close', () => {
      const left = open.get(address)! - 1;
      if (left === 0) open.delete(address);
      else open.set(address, left);
    });
  });
}
