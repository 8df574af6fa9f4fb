/**
 * Lets requests in or refuses them: a token and everything but a signature itself before any body is read, the
 * signature as soon as the body is there, and all of it before anything else sees the request.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../problem.js';
import { type Caller, LOCAL_CALLER, NOBODY, type Role } from './caller.js';
import { credentialsOf, type Signature } from './credentials.js';
import type { Keys, StoredKey } from './keys.js';
import { assertLocal } from './loopback.js';
import { registerOpenAnswers } from './open-answers.js';
import { ADDRESS_RATES, type AddressRates, rateLimitsOf, registerRateLimits } from './rate-limits.js';
import { callerOf, keyShown, verifySignature } from './verdict.js';

export interface AccessParts {
  readonly keys: Keys;
  /** Whether a request has to show a key; where it has not, only loopback must be listened on. */
  readonly areKeysRequired: boolean;
  /** ms since 1970 */
  readonly now: () => number;
  /** Where keys are required. */
  readonly addressRates?: AddressRates;
}

interface Unproved {
  readonly key: StoredKey;
  readonly credentials: Signature;
}

export function registerAccess(app: FastifyInstance, parts: AccessParts): void {
  const unproved = new WeakMap<FastifyRequest, Unproved>();
  app.decorateRequest('caller', null as unknown as Caller);
  const answers = registerOpenAnswers(app, parts.keys);
  registerRateLimits(app);
  app.after(() => {
    const limits = rateLimitsOf(app, parts.addressRates ?? ADDRESS_RATES);
    app.addHook('onRequest', async (request, reply) => {
      request.caller = NOBODY;
      if (!parts.areKeysRequired) assertLocal(request.headers);
      const credentials = await counted(request, () => credentialsOf(request.headers));
      if (credentials === undefined) return letInWithoutKey(request);
      const key = await counted(request, () => keyShown(credentials, parts.keys, parts.now()));
      if (credentials.kind === 'signed') {
        await limits.peek(request, key);
        await counted(request, () => assertRole(request, key));
        unproved.set(request, { key, credentials });
      } else {
        await limits.count(request, key);
        assertRole(request, key);
        letIn(request, reply, key);
      }
    });
    app.addHook('preValidation', async (request, reply) => {
      const found = unproved.get(request);
      // Where there is no route the body is not read.
      if (found === undefined || request.is404) return;
      await counted(request, () =>
        verifySignature(found.key, found.credentials, {
          method: request.method,
          target: request.raw.url!,
          body: bytesOf(request.body),
        }),
      );
      await limits.count(request, found.key);
      letIn(request, reply, found.key);
    });

    async function letInWithoutKey(request: FastifyRequest): Promise<void> {
      if (!parts.areKeysRequired) {
        request.caller = LOCAL_CALLER;
        return;
      }
      if (!isPublic(request))
        return counted(request, () => {
          throw new Problem(401, 'missing_credentials', 'Send a signature, or a bearer token.');
        });
      await limits.countAddress(request);
    }

    /** Where strangers can ask, what is refused is counted. A key that is good suffers nothing from it. */
    async function counted<T>(request: FastifyRequest, work: () => T): Promise<T> {
      try {
        return work();
      } catch (error) {
        if (parts.areKeysRequired) await limits.countRefused(request);
        throw error;
      }
    }
  });

  function letIn(request: FastifyRequest, reply: FastifyReply, key: StoredKey): void {
    request.caller = callerOf(key);
    answers.follow(reply.raw, key.id);
  }
}

function assertRole(request: FastifyRequest, key: StoredKey): void {
  const { role } = request.routeOptions.config;
  if (isPublic(request) || callerOf(key).roles.has(role as Role)) return;
  throw new Problem(403, 'wrong_role', `This asks for a key of the role ${role}, not ${key.role}.`);
}

/** What there is not is nobody's secret. */
function isPublic({ is404, routeOptions }: FastifyRequest): boolean {
  return is404 || routeOptions.config.role === 'public';
}

/** Every parser here leaves the body as it came: a signature is over the very bytes. */
function bytesOf(body: unknown): Buffer {
  if (body === undefined) return Buffer.alloc(0);
  if (Buffer.isBuffer(body)) return body;
  throw new Error('The body was parsed before its signature was verified.');
}
