/** An event loop that is too far behind turns requests away at once, instead of answering all of them too late. */
import underPressure from '@fastify/under-pressure';
import type { FastifyInstance } from 'fastify';
import { Problem } from '../problem.js';

export interface PressureLimits {
  /** Mean delay of the event loop, beyond which it is overloaded, ms. */
  readonly delayMs: number;
  /** Over how long that is measured, ms. */
  readonly withinMs: number;
}

/** A single long pause, such as that of a machine that slept, is none: over ten seconds it has to go on. */
export const PRESSURE_LIMITS: PressureLimits = { delayMs: 1000, withinMs: 10_000 };

/** Until it is measured anew, seconds. */
const RETRY_AFTER = 10;

class Overloaded extends Problem {
  constructor() {
    super(503, 'overloaded', 'The server has more to do than it can. Nothing was taken.', RETRY_AFTER);
  }
}

export function registerPressure(app: FastifyInstance, { delayMs, withinMs }: PressureLimits): void {
  app.register(underPressure, {
    maxEventLoopDelay: delayMs,
    sampleInterval: withinMs,
    retryAfter: RETRY_AFTER,
    customError: Overloaded,
  });
}
