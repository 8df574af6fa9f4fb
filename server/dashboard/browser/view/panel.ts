/** A panel: its HTML stands in the page, with a heading, a body, and what to do while there is nothing to show. */
import { byId, setText } from '../dom.js';

export class Panel {
  readonly body: HTMLElement;
  readonly #note: HTMLElement;
  readonly #empty: HTMLElement;

  constructor(id: string) {
    const element = byId(id);
    this.body = part(element, '.body');
    // It may scroll, and a keyboard can only scroll what it can reach.
    this.body.tabIndex = 0;
    this.body.setAttribute('role', 'group');
    this.body.setAttribute('aria-labelledby', `${id}-title`);
    this.#note = part(element, '.note');
    this.#empty = part(element, '.empty');
  }

  /** Beside the heading: what exactly is shown. */
  note(text: string): void {
    setText(this.#note, text);
  }

  /** With rows the body, without them the advice; neither while it is not known. */
  has(rows: number, isKnown: boolean): boolean {
    this.#empty.hidden = rows > 0 || !isKnown;
    this.body.hidden = rows === 0;
    return rows > 0;
  }
}

function part(element: HTMLElement, selector: string): HTMLElement {
  const found = element.querySelector<HTMLElement>(selector);
  if (found === null) throw new Error(`#${element.id} has no ${selector}.`);
  return found;
}

/** A panel of which nothing is known shows its advice: there is no database yet. */
export function adviseWhereNothingCame(): void {
  for (const panel of document.querySelectorAll('.panel')) {
    const body = panel.querySelector<HTMLElement>('.body');
    const empty = panel.querySelector<HTMLElement>('.empty');
    if (body?.hidden && empty !== null) empty.hidden = false;
  }
}
