/** Answers that are under way, by key: one that goes on for long, as Server-Sent Events do, ends when its key is revoked. */
import type { ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { Keys } from './keys.js';

export class OpenAnswers {
  readonly #keyOf = new Map<ServerResponse, string>();

  constructor(readonly keys: Pick<Keys, 'find'>) {}

  /** From now on the answer is there for as long as its key is. */
  follow(answer: ServerResponse, key: string): void {
    this.#keyOf.set(answer, key);
    answer.once('close', () => this.#keyOf.delete(answer));
  }

  /** Cuts off those whose key is of no more use. */
  look(): void {
    const isUsable = new Map<string, boolean>();
    for (const [answer, key] of this.#keyOf) {
      if (!isUsable.has(key)) isUsable.set(key, this.keys.find(key)?.isRevoked === false);
      if (isUsable.get(key) === false) answer.destroy();
    }
  }
}

const LOOK_EVERY_MS = 1000;

export function registerOpenAnswers(app: FastifyInstance, keys: Pick<Keys, 'find'>): OpenAnswers {
  const answers = new OpenAnswers(keys);
  const timer = setInterval(() => answers.look(), LOOK_EVERY_MS).unref();
  // Before the connections are closed, and so before the database is.
  app.addHook('preClose', async () => clearInterval(timer));
  return answers;
}
