/** The flow as `GET /v1/lineage` has it, and where each box of it goes: layers from left to right, by kind. */

export const KINDS = ['source', 'topic', 'smartmodule', 'processor', 'table', 'sink'] as const;
export type Kind = (typeof KINDS)[number];

export interface Node {
  readonly id: string;
  readonly kind: Kind;
  readonly title: string;
  /** What it is made of: names and values, which may be lists and objects. */
  readonly details: Readonly<Record<string, unknown>>;
}

export interface Edge {
  readonly from: string;
  readonly to: string;
  /** Records a second; null where nobody counts them. */
  readonly rate: number | null;
  /** Records that have not gone this way yet; null where there is no such thing. */
  readonly lag: number | null;
}

export interface Graph {
  readonly nodes: readonly Node[];
  readonly edges: readonly Edge[];
}

/** Passes over the layers that bring boxes beside those that they are joined to. */
const PASSES = 4;

/** Nodes by layer; layers without nodes are left out. Within a layer in the order in which arrows cross least. */
export function layersOf({ nodes, edges }: Graph): Node[][] {
  const layers = KINDS.map((kind) => nodes.filter((node) => node.kind === kind)).filter(
    (layer) => layer.length > 0,
  );
  for (let pass = 0; pass < PASSES; pass++) {
    const places = new Map(
      layers.flatMap((layer) => layer.map(({ id }, i) => [id, (i + 0.5) / layer.length] as const)),
    );
    const layersInTurn = pass % 2 === 0 ? layers : [...layers].reverse();
    for (const layer of layersInTurn) order(layer, edges, places);
  }
  return layers;
}

/** Sorts a layer by the middle of what its nodes are joined to; nodes that are joined to nothing stay. */
function order(layer: Node[], edges: readonly Edge[], places: Map<string, number>): void {
  const middle = ({ id }: Node): number => {
    const joined = edges.flatMap(({ from, to }) => (from === id ? [to] : to === id ? [from] : []));
    const known = joined.map((other) => places.get(other)).filter((place) => place !== undefined);
    if (known.length === 0) return places.get(id)!;
    return known.reduce((sum, place) => sum + place, 0) / known.length;
  };
  const middles = new Map(layer.map((node) => [node, middle(node)]));
  layer.sort((a, b) => middles.get(a)! - middles.get(b)!);
  for (const [i, { id }] of layer.entries()) places.set(id, (i + 0.5) / layer.length);
}

/** Whether two are drawn alike: figures and details may differ. */
export function sameShape(a: Graph, b: Graph): boolean {
  return shapeOf(a) === shapeOf(b);
}

function shapeOf({ nodes, edges }: Graph): string {
  return JSON.stringify([
    nodes.map(({ id, kind, title }) => [id, kind, title]),
    edges.map(({ from, to }) => [from, to]),
  ]);
}
