/** The flow as a list: for a phone, where no drawing fits, and for a screen reader. */
import { h, setText, visible } from '../dom.js';
import { KIND_NAMES } from './drawing.js';
import { sentence } from './figures.js';
import { type Edge, type Graph, layersOf, type Node } from './graph.js';

export class FlowList {
  readonly element: HTMLElement;
  readonly #figures = new Map<string, HTMLElement>();

  constructor(graph: Graph, onChoose: (id: string) => void) {
    const names = new Map(graph.nodes.map(({ id, title }) => [id, visible(title)]));
    const item = (node: Node) => {
      const button = h('button', { type: 'button', class: 'plain' }, visible(node.title));
      button.addEventListener('click', () => onChoose(node.id));
      const leaving = graph.edges.filter(({ from }) => from === node.id);
      const lines = leaving.map((edge) => this.#line(edge, names.get(edge.to) ?? edge.to));
      return h('li', {}, button, ...(lines.length === 0 ? [] : [h('ul', {}, ...lines)]));
    };
    this.element = h(
      'div',
      { class: 'flow-list' },
      ...layersOf(graph).map((layer) =>
        h('section', {}, h('h2', {}, KIND_NAMES[layer[0]!.kind]), h('ul', {}, ...layer.map(item))),
      ),
    );
    this.update(graph);
  }

  /** @param graph of the same shape */
  update({ edges }: Graph): void {
    for (const edge of edges) setText(this.#figures.get(keyOf(edge))!, sentence(edge));
  }

  #line(edge: Edge, to: string): HTMLLIElement {
    const figures = h('span', { class: 'faint' });
    this.#figures.set(keyOf(edge), figures);
    return h('li', {}, `→ ${to} `, figures);
  }
}

function keyOf({ from, to }: Edge): string {
  return JSON.stringify([from, to]);
}
