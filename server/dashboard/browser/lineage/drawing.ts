/** Draws the flow as SVG: boxes in columns, arrows between them with their figures. */
import { setText, svg, visible } from '../dom.js';
import { count } from '../format/numbers.js';
import { type ArrowPath, arrowHead, arrowPath } from './arrow-path.js';
import { figures } from './figures.js';
import { type Arrow, columnsOf, type Kind, type Node, wayThrough } from './graph.js';
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

/** Longer names are squeezed, in units of the drawing; beside the number of a table's rows there is less room. */
const ROOM = BOX.width - 16;
const TABLE_ROOM = ROOM - 40;
/** Of a letter, about. */
const LETTER = 6.4;
/** Squeezed further nobody could read it. */
const MOST_LETTERS = 40;

export class Drawing {
  readonly element: SVGSVGElement;
  readonly #arrows: readonly { readonly arrow: Arrow; readonly path: ArrowPath }[];
  readonly #boxes = new Map<string, SVGGElement>();
  readonly #rows = new Map<string, SVGTextElement>();

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
        const place = places.get(node.id)!;
        const [box, rows] = [boxOf(node, place, onChoose), rowsAt(place)];
        this.#boxes.set(node.id, box);
        this.#rows.set(node.id, rows);
        this.element.append(box, rows);
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
    for (const { id, rows } of nodes) if (rows !== null) setText(this.#rows.get(id)!, count(rows));
  }

  /** Marks a box, and fades what neither leads to it nor comes of it. */
  choose(id: string | undefined): void {
    const arrows = this.#arrows.map(({ arrow }) => arrow);
    const way = id === undefined ? undefined : wayThrough(id, arrows);
    for (const [one, box] of this.#boxes) {
      box.setAttribute('aria-pressed', String(one === id));
      const isFaded = way !== undefined && !way.boxes.has(one);
      box.classList.toggle('faded', isFaded);
      this.#rows.get(one)!.classList.toggle('faded', isFaded);
    }
    for (const { arrow, path } of this.#arrows) {
      const isFaded = way !== undefined && !way.arrows.has(arrow);
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
  const shown = name.length > MOST_LETTERS ? `${name.slice(0, MOST_LETTERS - 1)}…` : name;
  const room = node.kind === 'table' ? TABLE_ROOM : ROOM;
  const squeezed = shown.length * LETTER > room ? { textLength: room, lengthAdjust: 'spacingAndGlyphs' } : {};
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
    svg('text', { x: 9, y: BOX.height / 2 + 4, ...squeezed }, shown),
    svg('text', {
      'aria-hidden': 'true',
      class: 'rows',
      x: BOX.width - 7,
      y: BOX.height / 2 + 4,
      'text-anchor': 'end',
    }),
  );
  box.addEventListener('click', () => onChoose(node.id));
  box.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    onChoose(node.id);
  });
  return box;
}

/** Beside the box and not in it: it is no part of what the button is called. */
function rowsAt({ x, y }: Place): SVGTextElement {
  return svg('text', {
    class: 'rows',
    'aria-hidden': 'true',
    'text-anchor': 'end',
    x: x + BOX.width - 7,
    y: y + BOX.height / 2 + 4,
  });
}
