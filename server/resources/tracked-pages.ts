/** The pages that were asked for lately, so that `since` can be answered with what has changed. */
import { type PageTexts, TrackedPage } from './tracked-page.js';

export class TrackedPages {
  /** The one that was not asked for the longest comes first. */
  readonly #pages = new Map<string, TrackedPage>();
  #rows = 0;

  /** Beyond so many pages, or rows of all of them, the one that was not asked for the longest is forgotten. */
  constructor(
    readonly mostPages = 500,
    readonly mostRows = 50_000,
  ) {}

  /** The page of a name, as it is now. */
  update(name: string, now: PageTexts): TrackedPage {
    const page = this.#pages.get(name) ?? new TrackedPage();
    this.#rows -= page.size;
    this.#pages.delete(name);
    page.update(now);
    this.#pages.set(name, page);
    this.#rows += page.size;
    for (const [oldest, { size }] of this.#pages) {
      if (oldest === name || (this.#pages.size <= this.mostPages && this.#rows <= this.mostRows)) break;
      this.#pages.delete(oldest);
      this.#rows -= size;
    }
    return page;
  }
}
