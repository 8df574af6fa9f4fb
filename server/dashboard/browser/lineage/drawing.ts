/** Draws the flow as SVG: boxes in columns, arrows between them with their figures. */
import { setText, svg, visible } from '../dom.js';
import { count } from '../format/numbers.js';
import { type ArrowPath, arrowHead, arrowPath } from './arrow-path.js';
import { figures } from './figures.js';
import { type Arrow, columnsOf, type Kind, type Node, pathThrough } from './graph.js';
import { BOX, type Place, placesOf, sizeOf } from './places.js';

export const KIND_NAMES: Readonly<Record<Kind, string>> = {
  source: 'Sources',
  topic: 'Topics',
  smartmodule: 'SmartModules',
  processor: 'Processors',
  view: 'Views',
  table: 'Tables',
  figure: 'Figures',
  sink: 'Sinks',
};

const LONGEST_NAME = 25;
/** Of a table, beside the number of its rows. */
const LONGEST_TABLE_NAME = 20;

export class Drawing {
  readonly element: SVGSVGElement;
  readonly #arrows: readonly { readonly arrow: Arrow; readonly path: ArrowPath }[];
  readonly #boxes = new Map<string, SVGGElement>();

  constructor(nodes: readonly Node[], arrows: readonly Arrow[], onChoose: (id: string) => void) {
    const columns = columnsOf(nodes, arrows);
    const { width, height } = sizeOf(columns);
    const places = placesOf(columns);
    this.element = svg(
      'svg',
      {
        viewBox: `0 0 ${width} ${height}`,
        role: 'group',
        'aria-label': 'The flow, from sources on the left to sinks on the right',
      },
      arrowHead(),
      ...columns.map(([first], column) => heading(first!, column)),
    );
    const drawable = arrows.filter(({ from, to }) => places.has(from) && places.has(to));
    this.#arrows = drawable.map((arrow) => ({ arrow, path: arrowPath(arrow, drawable, places) }));
    this.element.append(...this.#arrows.map(({ path }) => path.line));
    for (const column of columns)
      for (const node of column) {
        const box = boxOf(node, places.get(node.id)!, onChoose);
        this.#boxes.set(node.id, box);
        this.element.append(box);
      }
    this.element.append(...this.#arrows.map(({ path }) => path.label));
    this.update(nodes, arrows);
  }

  /** Of the same shape, with the figures of now. */
  update(nodes: readonly Node[], arrows: readonly Arrow[]): void {
    const now = new Map(arrows.map((arrow) => [`${arrow.from}\n${arrow.to}`, arrow]));
    for (const { arrow, path } of this.#arrows) {
      const found = now.get(`${arrow.from}\n${arrow.to}`);
      if (found === undefined) continue;
      setText(path.label, figures(found));
      path.label.classList.toggle('behind', (found.lag ?? 0) > 0);
      path.line.classList.toggle('flowing', (found.rate ?? 0) > 0);
    }
    for (const { id, rows } of nodes)
      if (rows !== null) setText(this.#boxes.get(id)!.lastElementChild!, count(rows));
  }

  /** Marks a box, and fades what neither leads to it nor comes of it. */
  choose(id: string | undefined): void {
    const lit =
      id === undefined
        ? undefined
        : pathThrough(
            id,
            this.#arrows.map(({ arrow }) => arrow),
          );
    for (const [one, box] of this.#boxes) {
      box.setAttribute('aria-pressed', String(one === id));
      box.classList.toggle('faded', lit !== undefined && !lit.has(one));
    }
    for (const { arrow, path } of this.#arrows) {
      const isFaded = lit !== undefined && !(lit.has(arrow.from) && lit.has(arrow.to));
      path.line.classList.toggle('faded', isFaded);
      path.label.classList.toggle('faded', isFaded);
    }
  }
}

function heading({ kind }: Node, column: number): SVGTextElement {
  return svg('text', { class: 'kind', x: placeOfColumn(column), y: 16 }, KIND_NAMES[kind] ?? kind);
}

function placeOfColumn(column: number): number {
  return BOX.margin + column * (BOX.width + BOX.between);
}

function boxOf(node: Node, { x, y }: Place, onChoose: (id: string) => void): SVGGElement {
  const name = visible(node.name);
  const longest = node.kind === 'table' ? LONGEST_TABLE_NAME : LONGEST_NAME;
  const shown = name.length > longest ? `${name.slice(0, longest - 1)}…` : name;
  const box = svg(
    'g',
    {
      class: `box ${node.kind}`,
      transform: `translate(${x},${y})`,
      role: 'button',
      tabindex: 0,
      'aria-label': `${name}, ${node.kind}`,
      'aria-pressed': 'false',
    },
    svg('title', {}, `${name}: ${visible(node.description)}`),
    svg('rect', { width: BOX.width, height: BOX.height, rx: 5 }),
    svg('text', { x: 9, y: BOX.height / 2 + 4 }, shown),
    svg('text', { class: 'rows', x: BOX.width - 7, y: BOX.height / 2 + 4, 'text-anchor': 'end' }),
  );
  box.addEventListener('click', () => onChoose(node.id));
  box.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    onChoose(node.id);
  });
  return box;
}
