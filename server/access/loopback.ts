/**
 * What is asked of requests on loopback where no key is required: that a person or program of this machine sends them.
 * A page in a browser on this machine can send requests too, and so can a proxy on it that nobody thought of.
 */
import type { IncomingHttpHeaders } from 'node:http';
import { Problem } from '../problem.js';
import { isLoopback } from './addresses.js';

/** What nearly every request says: to look closer took longer than to judge an event. */
const USUAL_NAMES: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * @throws Problem 421 for a name that is not loopback's, and for what came by way of a proxy; 403 for what a page of
 * another origin sends
 */
export function assertLocal({ host = '', origin, ...headers }: IncomingHttpHeaders): void {
  const name = host.replace(/:\d+$/, '');
  if (!USUAL_NAMES.has(name) && !isLoopback(name.replace(/^\[(.*)\]$/, '$1')))
    throw new Problem(421, 'wrong_host', 'This server answers to 127.0.0.1, localhost and [::1] only.');
  if (headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined)
    throw new Problem(
      421,
      'proxied',
      'This request came by way of a proxy. Behind one, start `game-flow serve --require-keys`.',
    );
  if (origin !== undefined && origin !== `http://${host}`)
    throw new Problem(403, 'foreign_origin', 'A page of another origin may not ask this server.');
}
