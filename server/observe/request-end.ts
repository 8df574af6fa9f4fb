/** Tells once of each request how it ended. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** The client broke the request off before it was answered: nginx's number for it. */
export const BROKEN_OFF = 499;

export interface RequestEnd {
  /** That of the answer, or `BROKEN_OFF`. */
  readonly status: number;
  /** From its first byte to the last one of its answer. */
  readonly seconds: number;
}

/** To be called before any other hook, so that it hears of what the others refuse. */
export function onRequestEnd(
  app: FastifyInstance,
  begun: (request: FastifyRequest) => (end: RequestEnd, request: FastifyRequest) => void,
): void {
  app.addHook('onRequest', async (request: FastifyRequest, { raw }: FastifyReply) => {
    const start = performance.now();
    const ended = begun(request);
    let status = BROKEN_OFF;
    raw.once('finish', () => {
      status = raw.statusCode;
    });
    // It comes once, whether the answer was sent or not.
    raw.once('close', () => ended({ status, seconds: (performance.now() - start) / 1000 }, request));
  });
}

/** The pattern of its route and never its path, so that no client can make up another; what fits none is `(none)`. */
export function routeOf({ routeOptions }: FastifyRequest): string {
  return routeOptions.url ?? '(none)';
}
