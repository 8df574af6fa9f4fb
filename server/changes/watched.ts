/** What is watched: a page of a resource, or a thing by itself, and what has changed of it. */
import { changedPage } from '../resources/page-texts.js';
import { type PageTexts, TrackedPage } from '../resources/tracked-page.js';

/** A thing by itself, such as the status: one row, whose key is empty. */
export interface Single {
  /** What `watch` calls it. */
  readonly name: string;
  /** Undefined while there is nothing to say. */
  read(): object | undefined;
}

/** What can be watched. */
export interface Watchable {
  /** The same for the same thing, however it was asked for. */
  readonly name: string;
  /** How many rows it may have at the most. */
  readonly rows: number;
  /** Whether it changes with commits of the processors alone. */
  readonly isOfDatabase: boolean;
  /** What it is now; undefined while there is nothing to read. */
  read(): PageTexts | undefined;
}

/** Something that is watched, as it was when it was read last. */
export class Watched {
  /** How many connections watch it. */
  watchers = 0;
  readonly #page = new TrackedPage();
  #isRead = false;
  /** What has changed since a version, for the next who asks: most watchers have the same one. */
  readonly #changes = new Map<string | undefined, string>();

  constructor(readonly what: Watchable) {}

  refresh(): void {
    const now = this.what.read();
    if (now === undefined) return;
    this.#isRead = true;
    if (this.#page.update(now)) this.#changes.clear();
  }

  /** Undefined before anything could be read. */
  get version(): string | undefined {
    return this.#isRead ? this.#page.version : undefined;
  }

  /** See `changedPage`. */
  changedSince(version: string | undefined): string {
    let text = this.#changes.get(version);
    if (text === undefined) {
      text = changedPage(this.#page, version);
      this.#changes.set(version, text);
    }
    return text;
  }
}
