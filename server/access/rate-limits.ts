/**
 * How much a key, and an address without one, may ask: within a second each, so `Retry-After` is always 1. The plugin
 * keeps 5000 of each kind; of those beyond, whoever asked longest ago begins anew.
 */
import rateLimit, { normalizeIP } from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from '../problem.js';
import type { StoredKey } from './keys.js';

const WINDOW_MS = 1000;
export interface AddressRates {
  /** Requests a second without a key. */
  readonly withoutKey: number;
  /** Refused keys, tokens and signatures a second. */
  readonly refused: number;
}

/**
 * Without a key: the dashboard with all its files, opened by several people behind one address at once. What is public
 * lies in memory, so that many cost little.
 */
export const ADDRESS_RATES: AddressRates = { withoutKey: 500, refused: 10 };

export interface RateLimits {
  /** Counts a request of a key. @throws Problem 429 */
  count(request: FastifyRequest, key: StoredKey): Promise<void>;
  /** Whether the key may ask, without counting: whoever merely names it uses up nothing of it. @throws Problem 429 */
  peek(request: FastifyRequest, key: StoredKey): Promise<void>;
  /** Counts a request without a key. @throws Problem 429 */
  countAddress(request: FastifyRequest): Promise<void>;
  /** Counts a refusal. @throws Problem 429 */
  countRefused(request: FastifyRequest): Promise<void>;
}

/** To be called once `@fastify/rate-limit` has been loaded. */
export function rateLimitsOf(app: FastifyInstance, rates: AddressRates): RateLimits {
  const keys = new WeakMap<FastifyRequest, StoredKey>();
  const byKey = app.createRateLimit({
    timeWindow: WINDOW_MS,
    keyGenerator: (request) => keys.get(request)!.id,
    max: (request) => keys.get(request)!.rate,
  });
  const byAddress = (max: number) =>
    app.createRateLimit({
      timeWindow: WINDOW_MS,
      max,
      // Of a v6 address the network of 64 bits: whoever has one has all of them.
      keyGenerator: ({ ip }) => normalizeIP(ip),
    });
  const anonymous = byAddress(rates.withoutKey);
  const refused = byAddress(rates.refused);
  return {
    count: async (request, key) => {
      keys.set(request, key);
      const found = await byKey(request);
      if (!found.isAllowed && found.isExceeded) throw tooMany(`The key may send ${key.rate}`);
    },
    peek: async (request, key) => {
      keys.set(request, key);
      const found = await byKey(request, { increment: false });
      if (!found.isAllowed && found.remaining === 0) throw tooMany(`The key may send ${key.rate}`);
    },
    countAddress: async (request) => {
      const found = await anonymous(request);
      if (!found.isAllowed && found.isExceeded)
        throw tooMany(`Without a key an address may send ${rates.withoutKey}`);
    },
    countRefused: async (request) => {
      const found = await refused(request);
      if (!found.isAllowed && found.isExceeded)
        throw tooMany(`With keys that are refused an address may send ${rates.refused}`);
    },
  };
}

/** The plugin counts nothing by itself: what is counted depends on who asks. */
export function registerRateLimits(app: FastifyInstance): void {
  app.register(rateLimit, { global: false });
}

function tooMany(who: string): Problem {
  return new Problem(429, 'too_many_requests', `${who} requests a second.`, 1);
}
