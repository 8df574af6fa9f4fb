/**
 * One stream of changes for all that the page watches. Read with `fetch`, since an `EventSource` sends no token.
 * One and no more: a browser opens six connections to a server, over all of its tabs.
 */
import { ask, Refused, Unauthorized } from './api.js';
import { SseParser } from './sse-parser.js';
import type { Change, Watch } from './watch.js';

export type Connection =
  | { readonly state: 'connecting' | 'live' | 'paused' | 'unauthorized' }
  /** `at` is when it is tried again, ms since 1970. */
  | { readonly state: 'lost'; readonly at: number; readonly why: string };

/** A watch of whatever kind of row. */
type AnyWatch = Pick<Watch<object>, 'path' | 'apply'>;

const FIRST_WAIT = 500;
const LONGEST_WAIT = 10_000;
/** The server says something every 15 s at the latest; a stream that is silent for so long is dead, ms. */
const SILENT_AFTER = 35_000;
/** A hidden page gives its connection up after this, ms, and takes it up when it is shown again. */
const PAUSE_AFTER = 30_000;

export class Feed {
  #watches = new Map<string, AnyWatch>();
  #stream: AbortController | undefined;
  #timer: number | undefined;
  #silence: number | undefined;
  #wait = FIRST_WAIT;

  constructor(readonly onConnection: (connection: Connection) => void) {
    let pause: number | undefined;
    document.addEventListener('visibilitychange', () => {
      clearTimeout(pause);
      if (document.hidden) pause = setTimeout(() => this.#pause(), PAUSE_AFTER);
      else if (this.#stream === undefined) this.restart();
    });
  }

  /** Takes effect with `restart`, or soon by itself when the stream is open already. */
  add(watch: AnyWatch): void {
    this.#watches.set(watch.path, watch);
    this.#restartSoon();
  }

  remove(watch: AnyWatch): void {
    this.#watches.delete(watch.path);
    this.#restartSoon();
  }

  /** Opens the stream anew, now. */
  restart(): void {
    this.#stop();
    void this.#read();
  }

  /** Several panels may change what they watch at once. */
  #restartSoon(): void {
    if (this.#stream === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.restart(), 20);
  }

  #stop(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#silence);
    this.#stream?.abort();
    this.#stream = undefined;
  }

  #pause(): void {
    this.#stop();
    this.onConnection({ state: 'paused' });
  }

  async #read(): Promise<void> {
    const stream = new AbortController();
    this.#stream = stream;
    this.onConnection({ state: 'connecting' });
    this.#expect(stream);
    const watches = [...this.#watches.keys()].map((path) => `watch=${encodeURIComponent(path)}`);
    try {
      const { body } = await ask(`changes?${watches.join('&')}`, stream.signal, 'text/event-stream');
      await this.#take(body!, stream);
      this.#lose(stream, 'The server ended the connection.');
    } catch (error) {
      if (error instanceof Unauthorized) this.#refuse(stream);
      else this.#lose(stream, error instanceof Refused ? error.message : 'The server does not answer.');
    }
  }

  async #take(body: ReadableStream<Uint8Array>, stream: AbortController): Promise<void> {
    const parser = new SseParser(({ event, data }) => {
      if (event !== 'change') return;
      this.#wait = FIRST_WAIT;
      const change = JSON.parse(data) as Change;
      this.#watches.get(change.watch)?.apply(change);
    });
    const reader = body.getReader();
    const decoder = new TextDecoder();
    this.onConnection({ state: 'live' });
    for (;;) {
      this.#expect(stream);
      const { done, value } = await reader.read();
      if (done) return;
      if (this.#stream === stream) parser.push(decoder.decode(value, { stream: true }));
    }
  }

  /** Something has to come from now on within a time, or the stream is dead. */
  #expect(stream: AbortController): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => stream.abort(), SILENT_AFTER);
  }

  /** There is nothing to be tried again before there is another token. */
  #refuse(stream: AbortController): void {
    if (this.#stream !== stream) return;
    clearTimeout(this.#silence);
    this.onConnection({ state: 'unauthorized' });
  }

  #lose(stream: AbortController, why: string): void {
    // Another stream has taken its place, or the page paused.
    if (this.#stream !== stream) return;
    clearTimeout(this.#silence);
    this.onConnection({ state: 'lost', at: Date.now() + this.#wait, why });
    this.#timer = setTimeout(() => this.restart(), this.#wait);
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT);
  }
}
