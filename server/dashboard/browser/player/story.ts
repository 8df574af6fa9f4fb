/** Everything about one player, in a dialog; asked for anew while it is open. */
import { byId, h, setText, visible } from '../dom.js';
import { clock } from '../format/times.js';
import { askJson, Refused, Unauthorized } from '../live/api.js';
import { EVENT_COLUMNS, eventKey } from '../panels/event-columns.js';
import type { EventRow } from '../rows.js';
import { LiveTable } from '../view/table.js';
import type { PlayerStory } from './story-rows.js';
import { StorySections } from './story-sections.js';

const ASK_EVERY = 3000;

export class Story {
  readonly #dialog = byId<HTMLDialogElement>('story');
  readonly #title = byId('story-title');
  readonly #note = byId('story-note');
  readonly #body = byId('story-body');
  #asking = new AbortController();

  constructor() {
    byId('story-close').addEventListener('click', () => this.#dialog.close());
    this.#dialog.addEventListener('close', () => this.#asking.abort());
    // A click beside it closes it.
    this.#dialog.addEventListener('click', ({ target }) => {
      if (target === this.#dialog) this.#dialog.close();
    });
  }

  open(player: string): void {
    this.#asking.abort();
    this.#asking = new AbortController();
    setText(this.#title, visible(player));
    setText(this.#note, 'One moment …');
    this.#body.replaceChildren();
    if (!this.#dialog.open) this.#dialog.showModal();
    void this.#follow(player, this.#asking.signal);
  }

  async #follow(player: string, signal: AbortSignal): Promise<void> {
    const sections = new StorySections();
    const events = new LiveTable('Their latest events, the newest first', EVENT_COLUMNS, eventKey);
    const latest = h('section', { class: 'events' }, h('h3', {}, 'Latest events'), events.element);
    const id = encodeURIComponent(player);
    while (!signal.aborted) {
      try {
        const story = await askJson<PlayerStory>(`players/${id}`, signal);
        const { rows } = await askJson<{ rows: EventRow[] }>(`events/latest?limit=20&key=${id}`, signal);
        sections.show(story);
        events.show(rows);
        latest.hidden = rows.length === 0;
        if (this.#body.childElementCount === 0) this.#body.append(...sections.elements, latest);
        setText(this.#note, `As of ${clock(Date.now())} UTC`);
      } catch (error) {
        if (signal.aborted) return;
        setText(this.#note, wordsOf(error));
      }
      await new Promise((resolve) => setTimeout(resolve, ASK_EVERY));
    }
  }
}

function wordsOf(error: unknown): string {
  if (error instanceof Unauthorized) return 'The server wants a token.';
  return error instanceof Refused ? error.message : 'The server does not answer.';
}
