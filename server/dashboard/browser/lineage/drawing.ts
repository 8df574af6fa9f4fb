/** Draws the flow as SVG: boxes in columns, arrows between them with their figures. */
import { setText, svg, visible } from '../dom.js';
import { figures } from './figures.js';
import { type Edge, type Graph, KINDS, type Kind, layersOf, type Node } from './graph.js';

const BOX = { width: 168, height: 40, gap: 14 } as const;
const BETWEEN = 132;
const MARGIN = 12;
const HEAD = 30;
const LONGEST_TITLE = 22;

export const KIND_NAMES: Readonly<Record<Kind, string>> = {
  source: 'Sources',
  topic: 'Topics',
  smartmodule: 'SmartModules',
  processor: 'Processors',
  table: 'Tables',
  sink: 'Sinks',
};

interface Place {
  readonly x: number;
  readonly y: number;
}

export class Drawing {
  readonly element: SVGSVGElement;
  readonly #labels: SVGTextElement[];
  readonly #boxes = new Map<string, SVGGElement>();

  constructor(graph: Graph, onChoose: (id: string) => void) {
    const layers = layersOf(graph);
    const tallest = Math.max(...layers.map(heightOf));
    const width = layers.length * (BOX.width + BETWEEN) - BETWEEN + 2 * MARGIN;
    const height = HEAD + tallest + MARGIN;
    const places = placesOf(layers, tallest);
    this.element = svg('svg', {
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: 'group',
      'aria-label': 'The flow from sources to sinks. Each box can be opened; the list says the same.',
    });
    this.element.append(arrowHead(), ...layers.map(title));
    this.#labels = graph.edges.map((edge) => this.#draw(edge, graph.edges, places));
    for (const node of graph.nodes) {
      const box = boxOf(node, places.get(node.id)!, onChoose);
      this.#boxes.set(node.id, box);
      this.element.append(box);
    }
    this.update(graph);
  }

  /** @param graph of the same shape */
  update({ edges }: Graph): void {
    for (const [i, edge] of edges.entries()) {
      setText(this.#labels[i]!, figures(edge));
      this.#labels[i]!.classList.toggle('behind', (edge.lag ?? 0) > 0);
    }
  }

  choose(id: string): void {
    for (const [one, box] of this.#boxes) box.setAttribute('aria-pressed', String(one === id));
  }

  #draw({ from, to }: Edge, edges: readonly Edge[], places: ReadonlyMap<string, Place>): SVGTextElement {
    const [a, b] = [places.get(from)!, places.get(to)!];
    const start = { x: a.x + BOX.width, y: a.y + BOX.height / 2 };
    const end = { x: b.x - 6, y: b.y + BOX.height / 2 };
    const bend = Math.max(40, (end.x - start.x) / 2);
    const path = `M${start.x},${start.y} C${start.x + bend},${start.y} ${end.x - bend},${end.y} ${end.x},${end.y}`;
    this.element.append(svg('path', { class: 'arrow', d: path, 'marker-end': 'url(#head)' }));
    // Beside the end that fewer arrows share, so that labels do not lie upon one another.
    const leaving = edges.filter((edge) => edge.from === from).length;
    const coming = edges.filter((edge) => edge.to === to).length;
    const isAtEnd = leaving > coming;
    const label = svg('text', {
      class: 'figures',
      x: isAtEnd ? end.x - 6 : start.x + 6,
      y: (isAtEnd ? end.y : start.y) - 5,
      'text-anchor': isAtEnd ? 'end' : 'start',
    });
    this.element.append(label);
    return label;
  }
}

function heightOf(layer: readonly Node[]): number {
  return layer.length * (BOX.height + BOX.gap) - BOX.gap;
}

function placesOf(layers: readonly Node[][], tallest: number): Map<string, Place> {
  return new Map(
    layers.flatMap((layer, column) => {
      const top = HEAD + (tallest - heightOf(layer)) / 2;
      return layer.map(({ id }, row) => {
        const place = {
          x: MARGIN + column * (BOX.width + BETWEEN),
          y: top + row * (BOX.height + BOX.gap),
        };
        return [id, place] as const;
      });
    }),
  );
}

function title([first]: readonly Node[], column: number): SVGTextElement {
  const x = MARGIN + column * (BOX.width + BETWEEN);
  return svg('text', { class: 'kind', x, y: 16 }, KIND_NAMES[first!.kind]);
}

function boxOf(node: Node, { x, y }: Place, onChoose: (id: string) => void): SVGGElement {
  const name = visible(node.title);
  const shown = name.length > LONGEST_TITLE ? `${name.slice(0, LONGEST_TITLE - 1)}…` : name;
  const box = svg(
    'g',
    {
      class: `box ${KINDS.includes(node.kind) ? node.kind : ''}`,
      transform: `translate(${x},${y})`,
      role: 'button',
      tabindex: 0,
      'aria-label': `${name}, ${node.kind}`,
      'aria-pressed': 'false',
    },
    svg('title', {}, name),
    svg('rect', { width: BOX.width, height: BOX.height, rx: 6 }),
    svg('text', { x: 12, y: BOX.height / 2 + 4 }, shown),
  );
  box.addEventListener('click', () => onChoose(node.id));
  box.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    onChoose(node.id);
  });
  return box;
}

function arrowHead(): SVGDefsElement {
  return svg(
    'defs',
    {},
    svg(
      'marker',
      { id: 'head', viewBox: '0 0 8 8', refX: 6, refY: 4, markerWidth: 7, markerHeight: 7, orient: 'auto' },
      svg('path', { class: 'head', d: 'M0,0 L8,4 L0,8 z' }),
    ),
  );
}
