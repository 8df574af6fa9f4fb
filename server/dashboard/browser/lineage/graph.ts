/** The flow as `GET /v1/lineage` has it, and where each box of it goes: a column for each kind, from left to right. */

export const KINDS = [
  'source',
  'topic',
  'smartmodule',
  'processor',
  'view',
  'table',
  'figure',
  'sink',
] as const;
export type Kind = (typeof KINDS)[number];

export interface Node {
  readonly id: string;
  readonly kind: Kind;
  readonly name: string;
  readonly description: string;
  readonly details: readonly { readonly name: string; readonly value: string }[];
  /** Of a table; null of what is none. */
  readonly rows: number | null;
}

/** Between two boxes there may be one for each topic. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly topic: string | null;
  readonly label: string;
  /** Null where nobody counts. */
  readonly events_per_second: number | null;
  /** Null where there is no such thing. */
  readonly lag: number | null;
}

export interface Lineage {
  readonly at: string;
  readonly nodes: readonly Node[];
  readonly edges: readonly Edge[];
}

/** All that goes from one box to another. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
  /** Whose events; null for what is of no single topic. */
  readonly topics: readonly (string | null)[];
  /** What is said of it, without repeats. */
  readonly labels: readonly string[];
  readonly rate: number | null;
  readonly lag: number | null;
}

/** One arrow where there are several from one box to another: their figures are added up. */
export function arrowsOf(edges: readonly Edge[]): Arrow[] {
  const arrows = new Map<string, Arrow>();
  for (const { from, to, topic, label, events_per_second, lag } of edges) {
    const key = JSON.stringify([from, to]);
    const known = arrows.get(key) ?? { from, to, topics: [], labels: [], rate: null, lag: null };
    const labels = label === '' || known.labels.includes(label) ? known.labels : [...known.labels, label];
    arrows.set(key, {
      ...known,
      topics: [...known.topics, topic],
      labels,
      rate: sum(known.rate, events_per_second),
      lag: sum(known.lag, lag),
    });
  }
  return [...arrows.values()];
}

function sum(a: number | null, b: number | null): number | null {
  return a === null ? b : b === null ? a : a + b;
}

/** Passes over the columns that bring boxes beside those that they are joined to. */
const PASSES = 6;

/** Nodes by column; kinds without nodes have none. Within a column in an order in which few arrows cross. */
export function columnsOf(nodes: readonly Node[], arrows: readonly Arrow[]): Node[][] {
  const columns = KINDS.map((kind) => nodes.filter((node) => node.kind === kind)).filter(
    (column) => column.length > 0,
  );
  const places = new Map(columns.flatMap((column) => [...placesIn(column)]));
  for (let pass = 0; pass < PASSES; pass++) {
    const inTurn = pass % 2 === 0 ? columns : [...columns].reverse();
    for (const column of inTurn) {
      column.sort(byMiddle(arrows, places));
      for (const [id, place] of placesIn(column)) places.set(id, place);
    }
  }
  return columns;
}

function placesIn(column: readonly Node[]): (readonly [id: string, place: number])[] {
  return column.map(({ id }, i) => [id, (i + 0.5) / column.length]);
}

/** By the middle of what a node is joined to; one that is joined to nothing stays. */
function byMiddle(
  arrows: readonly Arrow[],
  places: ReadonlyMap<string, number>,
): (a: Node, b: Node) => number {
  const middles = new Map<string, number>();
  const middle = ({ id }: Node): number => {
    let known = middles.get(id);
    if (known !== undefined) return known;
    const joined = arrows.flatMap(({ from, to }) => (from === id ? [to] : to === id ? [from] : []));
    const found = joined.flatMap((other) => places.get(other) ?? []);
    known =
      found.length === 0
        ? (places.get(id) ?? 0)
        : found.reduce((total, place) => total + place, 0) / found.length;
    middles.set(id, known);
    return known;
  };
  return (a, b) => middle(a) - middle(b);
}

/** Boxes and arrows on the way of data. */
export interface Way {
  readonly boxes: Set<string>;
  readonly arrows: Set<Arrow>;
}

/** A box, all that its data comes from and all that comes of it: a topic's events go the ways of that topic alone. */
export function wayThrough(id: string, arrows: readonly Arrow[]): Way {
  const way: Way = { boxes: new Set([id]), arrows: new Set() };
  for (const [here, there] of [
    ['from', 'to'],
    ['to', 'from'],
  ] as const) {
    const seen = new Set<string>();
    // Once an arrow of one topic was taken, only its arrows follow, and those of none.
    const waiting: [box: string, topic: string | null][] = [[id, null]];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const [box, topic] = next;
      if (seen.has(JSON.stringify(next))) continue;
      seen.add(JSON.stringify(next));
      way.boxes.add(box);
      for (const arrow of arrows.filter((one) => one[here] === box))
        for (const other of arrow.topics) {
          if (other !== null && topic !== null && other !== topic) continue;
          way.arrows.add(arrow);
          waiting.push([arrow[there], topic ?? other]);
        }
    }
  }
  return way;
}

/** What a drawing depends on: where it is the same, only figures may differ. */
export function shapeOf({ nodes, edges }: Lineage): string {
  return JSON.stringify([
    nodes.map(({ id, kind, name }) => [id, kind, name]),
    edges.map(({ from, to }) => [from, to]),
  ]);
}
