/** Where boxes stand. */
import type { Node } from './graph.js';

/** In units of the drawing; `loop` is the room for arrows within the last column. */
export const BOX = { width: 178, height: 21, gap: 4, between: 64, margin: 10, head: 28, loop: 36 } as const;

export interface Place {
  readonly x: number;
  readonly y: number;
}

export function sizeOf(columns: readonly Node[][]): { width: number; height: number } {
  const width = columns.length * (BOX.width + BOX.between) - BOX.between + 2 * BOX.margin + BOX.loop;
  return { width, height: BOX.head + tallest(columns) + BOX.margin };
}

/** Left upper corner of each box; short columns are not spread too far. */
export function placesOf(columns: readonly Node[][]): Map<string, Place> {
  const height = tallest(columns);
  return new Map(
    columns.flatMap((column, at) => {
      const x = BOX.margin + at * (BOX.width + BOX.between);
      const step = Math.min(height / column.length, 3 * (BOX.height + BOX.gap));
      const top = BOX.head + (height - step * column.length) / 2 + (step - BOX.height) / 2;
      return column.map(({ id }, row) => [id, { x, y: top + row * step }] as const);
    }),
  );
}

function tallest(columns: readonly Node[][]): number {
  return Math.max(0, ...columns.map((column) => column.length * (BOX.height + BOX.gap)));
}
