/** What a box is made of. */
import { type Child, h, visible } from '../dom.js';
import { count, NONE } from '../format/numbers.js';
import { sentence } from './figures.js';
import type { Graph, Node } from './graph.js';

/** Elements for whatever a node's details hold, and for its arrows. */
export function detailsOf({ id, title, kind, details }: Node, { nodes, edges }: Graph): Element[] {
  const names = new Map(nodes.map((node) => [node.id, visible(node.title)]));
  const arrows = edges
    .filter(({ from, to }) => from === id || to === id)
    .map((edge) => {
      const way = edge.from === id ? `to ${names.get(edge.to)}` : `from ${names.get(edge.from)}`;
      return h('li', {}, way, ' ', h('span', { class: 'faint' }, sentence(edge)));
    });
  return [
    h('h2', {}, visible(title)),
    h('p', { class: 'faint' }, kind),
    described(Object.entries(details)),
    h('h3', {}, 'Arrows'),
    h('ul', {}, ...arrows),
  ];
}

function described(entries: readonly (readonly [string, unknown])[]): Element {
  return h(
    'dl',
    { class: 'made-of' },
    ...entries.flatMap(([name, value]) => [
      h('dt', {}, visible(name.replaceAll('_', ' '))),
      h('dd', {}, shown(value)),
    ]),
  );
}

function shown(value: unknown): Child {
  if (value === null || value === undefined) return NONE;
  if (typeof value === 'number') return count(value) === '0' ? String(value) : count(value);
  if (typeof value !== 'object') return visible(String(value));
  if (!Array.isArray(value)) return described(Object.entries(value));
  if (value.length === 0) return NONE;
  return h('ul', {}, ...value.map((one) => h('li', {}, shown(one))));
}
