/** The line of an arrow, and where its figures stand. */
import { svg } from '../dom.js';
import type { Arrow } from './graph.js';
import { BOX, type Place } from './places.js';

export interface ArrowPath {
  readonly line: SVGPathElement;
  readonly label: SVGTextElement;
}

/** Room for the arrow's head. */
const HEAD = 5;

export function arrowPath(
  { from, to }: Arrow,
  all: readonly Arrow[],
  places: ReadonlyMap<string, Place>,
): ArrowPath {
  const [a, b] = [places.get(from)!, places.get(to)!];
  const isForward = b.x > a.x;
  const start = { x: a.x + (b.x < a.x ? 0 : BOX.width), y: a.y + BOX.height / 2 };
  // Within a column an arrow leaves and comes on the right; one that goes back comes on the right too.
  const end = { x: isForward ? b.x - HEAD : b.x + BOX.width + HEAD, y: b.y + BOX.height / 2 };
  const bend = isForward || b.x < a.x ? (end.x - start.x) / 2 : BOX.between * 0.6;
  const back = isForward || b.x < a.x ? end.x - bend : end.x + bend;
  const d = `M${start.x},${start.y} C${start.x + bend},${start.y} ${back},${end.y} ${end.x},${end.y}`;
  // Beside the end that fewer arrows share, so that figures do not lie upon one another.
  const leaving = all.filter((arrow) => arrow.from === from).length;
  const coming = all.filter((arrow) => arrow.to === to).length;
  const isAtEnd = leaving > coming;
  const side = isAtEnd === isForward ? -1 : 1;
  const anchor = isAtEnd ? end : start;
  return {
    line: svg('path', { class: 'arrow', d, 'marker-end': 'url(#head)' }),
    label: svg('text', {
      class: 'figures',
      x: anchor.x + side * 3,
      y: anchor.y - 4,
      'text-anchor': side < 0 ? 'end' : 'start',
    }),
  };
}

export function arrowHead(): SVGDefsElement {
  const head = svg('path', { class: 'head', d: 'M0,0 L8,4 L0,8 z' });
  const marker = { id: 'head', viewBox: '0 0 8 8', refX: 4, refY: 4, markerWidth: 6, markerHeight: 6 };
  return svg('defs', {}, svg('marker', { ...marker, orient: 'auto' }, head));
}
