/** What is wrong with the data on the page, said once, above everything: a region that screen readers announce. */
import { byId, h, setText } from '../dom.js';

export type Banner = 'connection' | 'processing' | 'stale';

const SIGNS: Readonly<Record<Banner, string>> = { connection: '✕', processing: '■', stale: '▲' };

export class Banners {
  readonly #region = byId('banners');
  readonly #shown = new Map<Banner, HTMLElement>();

  /** @param text undefined when all is well again */
  show(banner: Banner, text: string | undefined): void {
    const known = this.#shown.get(banner);
    if (text === undefined) {
      known?.remove();
      this.#shown.delete(banner);
      return;
    }
    const element = known ?? this.#make(banner);
    setText(element.lastElementChild!, text);
  }

  #make(banner: Banner): HTMLElement {
    const sign = h('span', { class: 'sign', 'aria-hidden': 'true' }, SIGNS[banner]);
    const element = h('p', { class: `banner ${banner}` }, sign, h('span'));
    this.#region.append(element);
    this.#shown.set(banner, element);
    return element;
  }
}
