/** The flow as a list: for a phone, where no drawing fits. */
import { h, setText, visible } from '../dom.js';
import { count } from '../format/numbers.js';
import { KIND_NAMES } from './drawing.js';
import { sentence } from './figures.js';
import { type Arrow, columnsOf, type Node } from './graph.js';

export class FlowList {
  readonly element: HTMLElement;
  readonly #figures = new Map<string, HTMLElement>();
  readonly #rows = new Map<string, HTMLElement>();

  constructor(nodes: readonly Node[], arrows: readonly Arrow[], onChoose: (id: string) => void) {
    const names = new Map(nodes.map(({ id, name }) => [id, visible(name)]));
    const item = ({ id, name }: Node) => {
      const button = h('button', { type: 'button', class: 'plain' }, visible(name));
      button.addEventListener('click', () => onChoose(id));
      const rows = h('span', { class: 'faint' });
      this.#rows.set(id, rows);
      const lines = arrows.filter(({ from }) => from === id).map((arrow) => this.#line(arrow, names));
      return h('li', {}, button, ' ', rows, ...(lines.length === 0 ? [] : [h('ul', {}, ...lines)]));
    };
    this.element = h(
      'div',
      { class: 'flow-list' },
      ...columnsOf(nodes, arrows).map((column) =>
        h('section', {}, h('h2', {}, KIND_NAMES[column[0]!.kind]), h('ul', {}, ...column.map(item))),
      ),
    );
    this.update(nodes, arrows);
  }

  /** Of the same shape, with the figures of now. */
  update(nodes: readonly Node[], arrows: readonly Arrow[]): void {
    for (const arrow of arrows) {
      const place = this.#figures.get(keyOf(arrow));
      if (place !== undefined) setText(place, sentence(arrow));
    }
    for (const { id, rows } of nodes) if (rows !== null) setText(this.#rows.get(id)!, `${count(rows)} rows`);
  }

  #line(arrow: Arrow, names: ReadonlyMap<string, string>): HTMLLIElement {
    const figures = h('span', { class: 'faint' });
    this.#figures.set(keyOf(arrow), figures);
    return h('li', {}, `→ ${names.get(arrow.to) ?? visible(arrow.to)} `, figures);
  }
}

function keyOf({ from, to }: Arrow): string {
  return JSON.stringify([from, to]);
}
