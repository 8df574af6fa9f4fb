/** Who sends a request, and what a route asks of them. */
import type { FastifyInstance } from 'fastify';

/** `ingest` sends events, `read` sees figures, `admin` sees them too and manages keys. */
export const ROLES = ['ingest', 'read', 'admin'] as const;
export type Role = (typeof ROLES)[number];

export interface Caller {
  /** Id of the key; null for a request without one. */
  readonly key: string | null;
  /** The game that the key was made for. */
  readonly game: string | null;
  readonly roles: ReadonlySet<Role>;
  /** What it sends is judged and shown, but never counted. */
  readonly isSandbox: boolean;
}

/** Whoever is on this machine and shows no key, where none is required. */
export const LOCAL_CALLER: Caller = { key: null, game: null, roles: new Set(ROLES), isSandbox: false };

/** Whoever has not shown a key, or not proved yet that it is theirs. */
export const NOBODY: Caller = { key: null, game: null, roles: new Set(), isSandbox: false };

/** A route of the server, and whom it lets in. */
export interface KnownRoute {
  readonly method: string;
  /** With parameters as they were declared: `/v1/events/:topic`. */
  readonly url: string;
  readonly role: Role | 'public';
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whom a route lets in; `public` anybody, with or without a key. Every route says it. */
    role?: Role | 'public';
  }
  interface FastifyRequest {
    /** `NOBODY` until a signature has been verified, which takes the body. */
    caller: Caller;
  }
  interface FastifyInstance {
    /** Every route there is, in the order in which they were made. */
    knownRoutes: KnownRoute[];
  }
}

/**
 * A route that forgot to say whom it lets in would let in everybody: the server does not start with one. To be called
 * before any route is made.
 */
export function requireRoles(app: FastifyInstance): void {
  const routes: KnownRoute[] = [];
  app.decorate('knownRoutes', routes);
  app.addHook('onRoute', ({ config, method, url }) => {
    const role = config?.role;
    if (role === undefined) throw new Error(`${method} ${url} does not say which role it asks for.`);
    routes.push(...[method].flat().map((one) => ({ method: one, url, role })));
  });
}
