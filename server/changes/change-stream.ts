/**
 * What one connection is sent: Server-Sent Events of what has changed in the things that it watches.
 *
 * Nothing waits for a slow reader but what it has not read of one event. When it goes on it is told what has changed
 * since what it knows, so it misses states in between and never the last one.
 */
import { Readable } from 'node:stream';
import type { Watched } from './watched.js';

export interface Place {
  /** As the reader called it. */
  readonly asked: string;
  readonly watched: Watched;
}

/** After so much silence there is a comment, so that proxies and readers know that the connection lives, ms. */
const SILENCE_MS = 15_000;
/** Who has not read for so long is cut off, ms. */
const STALLED_MS = 30_000;

export class ChangeStream extends Readable {
  /** Version of each place that the reader knows. */
  readonly #known: (string | undefined)[];
  /** The place that is looked at first, so that none has to wait for busier ones. */
  #turn = 0;
  #events = 0;
  #isWanted = false;
  #writtenAt: number;

  /** @param clock ms, never goes back */
  constructor(
    readonly places: readonly Place[],
    readonly clock: () => number,
  ) {
    super();
    this.#known = places.map(() => undefined);
    this.#writtenAt = clock();
    // A reader whose connection was lost comes back after two seconds.
    this.#write('retry: 2000\n\n');
  }

  override _read(): void {
    this.#isWanted = true;
    this.tell();
  }

  /** Sends what the reader does not know yet, as far as it reads. */
  tell(): void {
    for (let looked = 0; this.#isWanted && looked < this.places.length; looked++) {
      const turn = this.#turn;
      this.#turn = (turn + 1) % this.places.length;
      const { asked, watched } = this.places[turn]!;
      const { version } = watched;
      if (version === undefined || version === this.#known[turn]) continue;
      const changed = watched.changedSince(this.#known[turn]);
      this.#known[turn] = version;
      this.#events++;
      const data = `{"watch":${JSON.stringify(asked)},${changed}}`;
      this.#write(`id: ${this.#events}\nevent: change\ndata: ${data}\n\n`);
    }
  }

  /** To be called once a second or so. */
  look(): void {
    const now = this.clock();
    if (!this.#isWanted && now - this.#writtenAt >= STALLED_MS) this.destroy();
    else if (this.#isWanted && now - this.#writtenAt >= SILENCE_MS) this.#write(':\n\n');
  }

  #write(text: string): void {
    this.#writtenAt = this.clock();
    this.#isWanted = this.push(text);
  }
}
