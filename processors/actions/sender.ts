/**
 * Sends what is in the outbox, beside the fold: one request at a time for each webhook. What was sent is marked after
 * the answer, so a crash in between sends it again, under the same ids.
 */
import type { Settings, Webhook } from '../../settings/settings.js';
import type { Db } from '../store/open.js';
import { Deliveries } from './deliveries.js';
import { messageBody } from './message.js';
import { nextStep } from './outcome.js';
import { post, type Resolve } from './post.js';

export interface SenderOptions {
  /** The processor's own connection: what is written here happens between its commits. */
  readonly db: Db;
  readonly settings: Pick<Settings, 'notify' | 'windows'>;
  /** The clock, ms since 1970. */
  readonly now: () => number;
  /** Told in a sentence when a webhook is given up for a message. */
  readonly onTrouble: (sentence: string) => void;
  readonly random?: () => number;
  readonly resolve?: Resolve;
}

export class Sender {
  readonly #deliveries: Deliveries;
  readonly #underWay = new Map<string, Promise<void>>();
  readonly #ending = new AbortController();

  constructor(readonly options: SenderOptions) {
    this.#deliveries = new Deliveries(options.db);
  }

  /** When there is next something to send, ms since 1970; Infinity while there is nothing. */
  get nextAt(): number {
    const { settings, now } = this.options;
    return Math.min(...settings.notify.webhooks.map((webhook) => this.#deliveries.nextAt(webhook, now())));
  }

  /** Begins what is due, of each webhook at most one request; resolves when nothing is under way any more. */
  async pass(): Promise<void> {
    for (const webhook of this.options.settings.notify.webhooks) {
      if (this.#underWay.has(webhook.name) || this.#ending.signal.aborted) continue;
      if (this.#deliveries.nextAt(webhook, this.options.now()) > this.options.now()) continue;
      const sending = this.#send(webhook).finally(() => this.#underWay.delete(webhook.name));
      // Whoever awaits it hears of a failure; nobody may, when the next webhook of this pass fails first.
      sending.catch(() => undefined);
      this.#underWay.set(webhook.name, sending);
    }
    await Promise.all(this.#underWay.values());
  }

  /** Waits a little for what is under way, and abandons the rest: it stays in the outbox. */
  async end(graceMs: number): Promise<void> {
    const timer = setTimeout(() => this.#ending.abort(), graceMs);
    await Promise.allSettled(this.#underWay.values());
    clearTimeout(timer);
    this.#ending.abort();
  }

  async #send(webhook: Webhook): Promise<void> {
    const { settings, now, random = Math.random, resolve } = this.options;
    const delivery = this.#deliveries.take(webhook, now());
    if (delivery === undefined) return;
    const around = { windows: settings.windows, link: settings.notify.link, now: now() };
    const outcome = await post({
      webhook,
      delivery: delivery.name,
      body: messageBody(webhook, delivery, around),
      signal: this.#ending.signal,
      now,
      ...(resolve === undefined ? {} : { resolve }),
    });
    if (outcome.kind === 'abandoned') return;
    const attempts = delivery.attempts + 1;
    const step = nextStep(outcome, { attempts, createdAt: delivery.createdAt, now: now(), random: random() });
    this.#deliveries.record(delivery, step, now());
    if (step.state === 'failed') {
      const what = delivery.notices.length === 1 ? '1 notice' : `${delivery.notices.length} notices`;
      this.options.onTrouble(
        `The webhook ${webhook.name} did not take ${what}: ${step.error}. See \`game-flow notices --state failed\`.`,
      );
    }
  }
}
