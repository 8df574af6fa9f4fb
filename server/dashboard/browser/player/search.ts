/** Finds players by how their ids begin: a field with a list, worked by keyboard (a combobox as WAI-ARIA has it). */
import { byId, h, visible } from '../dom.js';
import { askJson } from '../live/api.js';

/** After the last key that was pressed, ms. */
const ASK_AFTER = 120;
const MOST = 12;

export class PlayerSearch {
  readonly #field = byId<HTMLInputElement>('player-search');
  readonly #list = byId('players-found');
  #players: readonly string[] = [];
  #active = -1;
  #asking = new AbortController();
  #timer: number | undefined;

  constructor(readonly onChoose: (player: string) => void) {
    this.#field.addEventListener('input', () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.#ask(), ASK_AFTER);
    });
    this.#field.addEventListener('keydown', (event) => this.#onKey(event));
    this.#field.addEventListener('blur', () => this.#close());
    document.addEventListener('keydown', (event) => {
      const isTyping = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
      if (event.key !== '/' || isTyping || document.querySelector('dialog[open]') !== null) return;
      event.preventDefault();
      this.#field.focus();
    });
  }

  async #ask(): Promise<void> {
    this.#asking.abort();
    this.#asking = new AbortController();
    const { signal } = this.#asking;
    const prefix = this.#field.value;
    if (prefix === '') return this.#close();
    try {
      const path = `players?limit=${MOST}&prefix=${encodeURIComponent(prefix)}`;
      const { rows } = await askJson<{ rows: { player_id: string }[] }>(path, signal);
      if (!signal.aborted) this.#show(rows.map(({ player_id }) => player_id));
    } catch {
      // What is wrong with the connection or the token the stream finds out, and the page says.
      if (!signal.aborted) this.#close();
    }
  }

  #show(players: readonly string[]): void {
    this.#players = players;
    this.#active = -1;
    const options = players.map((player, i) => {
      const option = h(
        'div',
        { role: 'option', id: `player-${i}`, 'aria-selected': 'false' },
        visible(player),
      );
      // Before the field loses the focus, and the list is closed.
      option.addEventListener('pointerdown', (event) => {
        event.preventDefault();
        this.#choose(player);
      });
      return option;
    });
    const none = h('p', { class: 'faint' }, 'Nobody is called so.');
    this.#list.replaceChildren(...(options.length === 0 ? [none] : options));
    this.#list.hidden = false;
    this.#field.setAttribute('aria-expanded', 'true');
  }

  #onKey(event: KeyboardEvent): void {
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp':
        event.preventDefault();
        this.#move(event.key === 'ArrowDown' ? 1 : -1);
        break;
      case 'Enter': {
        // The key would go on to the button that has the focus when the story is open.
        event.preventDefault();
        // Without a choice the text itself is meant.
        const player = this.#players[this.#active] ?? this.#field.value;
        if (player !== '') this.#choose(player);
        break;
      }
      case 'Escape':
        this.#close();
    }
  }

  #move(by: number): void {
    const { length } = this.#players;
    if (length === 0) return;
    this.#active = (this.#active + by + (this.#active < 0 && by < 0 ? 1 : 0) + length) % length;
    for (const [i, option] of [...this.#list.children].entries()) {
      option.setAttribute('aria-selected', String(i === this.#active));
      if (i === this.#active) option.scrollIntoView({ block: 'nearest' });
    }
    this.#field.setAttribute('aria-activedescendant', `player-${this.#active}`);
  }

  #choose(player: string): void {
    this.#close();
    this.#field.value = '';
    this.onChoose(player);
  }

  #close(): void {
    clearTimeout(this.#timer);
    this.#asking.abort();
    this.#players = [];
    this.#active = -1;
    this.#list.hidden = true;
    this.#field.setAttribute('aria-expanded', 'false');
    this.#field.removeAttribute('aria-activedescendant');
  }
}
