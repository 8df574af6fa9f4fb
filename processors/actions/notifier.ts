/**
 * What tells people of findings, put together: the outbox takes them in within the commit, the sender sends them, and
 * silence is watched for. It costs nothing where no webhook is set.
 */
import type { Settings } from '../../settings/settings.js';
import { storeError } from '../store/errors.js';
import type { Store } from '../store/store.js';
import type { Report } from '../views/view.js';
import { forget } from './forget.js';
import { Outbox } from './outbox.js';
import type { Resolve } from './post.js';
import { Sender } from './sender.js';
import { SilenceWatch } from './silence-watch.js';

const LOOK_EVERY = 500;
const FORGET_EVERY = 60_000;

/** After trouble with the database: a notice that cannot be marked as sent must not be sent twice a second, ms. */
const REST = 30_000;

/** How long what is under way may still take at the end, ms: less than `watch` gives its child. */
const GRACE = 2000;

export interface NotifierOptions {
  readonly store: Store;
  /** The clock, ms since 1970. */
  readonly now: () => number;
  /** Told in a sentence when something is not sent. */
  readonly onTrouble: (sentence: string) => void;
  readonly resolve?: Resolve;
}

export class Notifier {
  /** For the processor; undefined where nobody wants to be told. */
  readonly report: Report | undefined;
  readonly #sender: Sender | undefined;
  readonly #settings: Settings;
  #silence: SilenceWatch | undefined;
  #timer: NodeJS.Timeout | undefined;
  #forgottenAt = Number.NEGATIVE_INFINITY;
  #lastTrouble = '';
  #restUntil = Number.NEGATIVE_INFINITY;

  constructor(readonly options: NotifierOptions) {
    const { store, now } = options;
    this.#settings = store.settings;
    const { notify } = store.settings;
    if (notify.webhooks.length === 0) return;
    const outbox = new Outbox(store.db, notify, now);
    this.report = outbox.report;
    this.#sender = new Sender({ ...options, db: store.db, settings: store.settings });
    if (notify.silence_minutes !== null && outbox.wants('silence')) {
      this.#silence = new SilenceWatch(store.db, outbox, notify.silence_minutes * 60_000, now);
    }
  }

  /** Sends until `stop`. */
  start(): void {
    if (this.#sender !== undefined) this.#timer = setInterval(() => this.look(), LOOK_EVERY);
  }

  /** Looks once for what is due. Trouble with the outbox is told and must not end the fold. */
  look(): void {
    const sender = this.#sender;
    if (sender === undefined || this.options.now() < this.#restUntil) return;
    try {
      this.#silence?.look();
      this.#forget();
      sender.pass().catch((error) => this.#complain(error));
    } catch (error) {
      this.#complain(error);
    }
  }

  /** Sends what is due within so many ms, then ends. */
  async flush(withinMs: number, signal: AbortSignal): Promise<void> {
    const sender = this.#sender;
    const until = this.options.now() + withinMs;
    while (sender !== undefined && !signal.aborted && sender.nextAt <= until && this.options.now() < until) {
      this.look();
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY / 5));
    }
    await this.stop();
  }

  /** What was not sent stays in the outbox for the next time. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#sender?.end(GRACE);
  }

  #forget(): void {
    const { store, now } = this.options;
    if (now() - this.#forgottenAt < FORGET_EVERY) return;
    this.#forgottenAt = now();
    const { webhooks, max_age_minutes: maxAge } = this.#settings.notify;
    const names = webhooks.map(({ name }) => name);
    forget(store.db, names, maxAge * 60_000, now());
  }

  #complain(error: unknown): void {
    const { store, now, onTrouble } = this.options;
    this.#restUntil = now() + REST;
    const sentence = `Notices could not be sent: ${(storeError(error, store.path) as Error).message}`;
    if (sentence !== this.#lastTrouble) onTrouble(sentence);
    this.#lastTrouble = sentence;
  }
}
