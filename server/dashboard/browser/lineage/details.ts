/** What a box is made of, and what flows through it. */
import { h, visible } from '../dom.js';
import { count } from '../format/numbers.js';
import { sentence } from './figures.js';
import type { Arrow, Node } from './graph.js';

export function detailsOf(node: Node, nodes: readonly Node[], arrows: readonly Arrow[]): Element[] {
  const names = new Map(nodes.map(({ id, name }) => [id, visible(name)]));
  const line = (arrow: Arrow, other: string) =>
    h('li', {}, names.get(other) ?? visible(other), ' ', h('span', { class: 'faint' }, sentence(arrow)));
  const coming = arrows.filter(({ to }) => to === node.id).map((arrow) => line(arrow, arrow.from));
  const leaving = arrows.filter(({ from }) => from === node.id).map((arrow) => line(arrow, arrow.to));
  const rows = node.rows === null ? [] : [{ name: 'rows', value: count(node.rows) }];
  return [
    h('h2', { id: 'details-title' }, visible(node.name)),
    h('p', {}, visible(node.description)),
    h(
      'dl',
      { class: 'made-of' },
      ...[...rows, ...node.details].flatMap(({ name, value }) => [
        h('dt', {}, visible(name)),
        h('dd', {}, visible(value)),
      ]),
    ),
    ...listed('Comes from', coming),
    ...listed('Goes to', leaving),
  ];
}

function listed(title: string, items: readonly Element[]): Element[] {
  return items.length === 0 ? [] : [h('h3', {}, title), h('ul', {}, ...items)];
}
