/** What is said of a request that no route takes: 405 where the path takes other methods, else 404. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { KnownRoute } from '../access/caller.js';
import { Problem } from '../problem.js';

export function unroutable(request: FastifyRequest, reply: FastifyReply): Problem {
  const path = request.url.split('?')[0]!;
  const methods = methodsOf(request.server.knownRoutes, path);
  if (methods.length === 0) return new Problem(404, 'not_found', `There is no ${request.method} ${path}.`);
  reply.header('allow', methods.join(', '));
  return new Problem(405, 'method_not_allowed', `${path} takes ${methods.join(', ')}.`);
}

/** The methods of the routes that a path fits, in alphabetical order. */
export function methodsOf(routes: readonly KnownRoute[], path: string): string[] {
  const fitting = routes.filter(({ url }) => fits(url.split('/'), path.split('/')));
  return [...new Set(fitting.map(({ method }) => method))].sort();
}

function fits(pattern: readonly string[], path: readonly string[]): boolean {
  const isOpen = pattern.at(-1) === '*';
  const fixed = isOpen ? pattern.slice(0, -1) : pattern;
  return (
    (isOpen ? path.length >= pattern.length : path.length === pattern.length) &&
    fixed.every((part, i) => (part.startsWith(':') ? path[i] !== '' : part === path[i]))
  );
}
