/** The latest events and what became of them, so that a developer sees their own arrive, or why it did not. */
import { byId } from '../dom.js';
import type { Feed } from '../live/feed.js';
import { drawSoon } from '../live/frame.js';
import type { Watch } from '../live/watch.js';
import type { EventRow } from '../rows.js';
import { Panel } from '../view/panel.js';
import { LiveTable } from '../view/table.js';
import { latestEvents } from '../watches.js';
import { EVENT_COLUMNS, eventKey } from './event-columns.js';

/** After the last key that was pressed, ms. */
const FILTER_AFTER = 250;

export class EventsPanel {
  readonly #panel = new Panel('events');
  readonly #form = byId<HTMLFormElement>('events-filter');
  readonly #table = new LiveTable('The latest events, the newest first', EVENT_COLUMNS, eventKey);
  #watch: Watch<EventRow>;

  constructor(readonly feed: Feed) {
    this.#panel.body.append(this.#table.element);
    this.#watch = this.#follow(this.#asked());
    let timer: number | undefined;
    this.#form.addEventListener('input', () => {
      clearTimeout(timer);
      timer = setTimeout(() => this.#refilter(), FILTER_AFTER);
    });
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#refilter();
    });
  }

  /** What the filter asks for. */
  #asked(): Watch<EventRow> {
    return latestEvents([...new FormData(this.#form)].map(([name, text]) => [name, String(text)] as const));
  }

  #follow(watch: Watch<EventRow>): Watch<EventRow> {
    watch.onChange(() => drawSoon(this.#draw));
    this.feed.add(watch);
    return watch;
  }

  #refilter(): void {
    const next = this.#asked();
    if (next.path === this.#watch.path) return;
    this.feed.remove(this.#watch);
    this.#watch = this.#follow(next);
  }

  readonly #draw = (): void => {
    const { rows, isKnown } = this.#watch;
    const isFiltered = this.#watch.path.includes('&');
    // A filter that finds nothing says so in the panel's own place.
    this.#panel.has(isFiltered ? 1 : rows.length, isKnown);
    this.#table.show(rows);
    this.#panel.note(isFiltered && rows.length === 0 ? 'none of the latest events is like that' : '');
  };
}
