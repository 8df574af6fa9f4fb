/** Who sends a request, and what a route asks of them. */
import type { FastifyInstance } from 'fastify';

/** `ingest` sends events, `read` sees figures, `admin` sees them too and manages keys. */
export const ROLES = ['ingest', 'read', 'admin'] as const;
export type Role = (typeof ROLES)[number];

export interface Caller {
  /** Name of the key; null for a request without one, which only loopback allows. */
  readonly key: string | null;
  /** The game that the key was made for. */
  readonly game: string | null;
  readonly roles: ReadonlySet<Role>;
  /** What it sends is judged and shown, but never counted. */
  readonly isSandbox: boolean;
}

/** Whoever is on this machine and shows no key. */
export const LOCAL_CALLER: Caller = { key: null, game: null, roles: new Set(ROLES), isSandbox: false };

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whom a route lets in; `public` anybody, with or without a key. Every route says it. */
    role?: Role | 'public';
  }
  interface FastifyRequest {
    caller: Caller;
  }
}

/** A route that forgot to say whom it lets in would let in everybody: the server does not start with one. */
export function requireRoles(app: FastifyInstance): void {
  app.addHook('onRoute', ({ config, method, url }) => {
    if (config?.role === undefined) throw new Error(`${method} ${url} does not say which role it asks for.`);
  });
}
