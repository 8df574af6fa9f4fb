/** A lineage as Graphviz reads it: boxes of one kind below each other, what flows from left to right. */
import { KINDS, type Lineage, type LiveEdge, type LiveNode } from '../../server/lineage/graph.js';
import { rateShown, rowsShown } from './lineage-numbers.js';
import { count } from './numbers.js';
import { sanitize } from './sanitize.js';

const SHAPES = {
  source: 'house',
  topic: 'cds',
  smartmodule: 'component',
  processor: 'box',
  view: 'box',
  table: 'cylinder',
  figure: 'note',
  sink: 'oval',
} as const;

export function lineageDot({ nodes, edges }: Lineage): string {
  const ranks = KINDS.filter((kind) => kind !== 'processor').map((kind) => {
    const ids = nodes.filter((node) => node.kind === kind).map(({ id }) => quoted(id));
    return ids.length === 0 ? '' : `  { rank=same; ${ids.join('; ')} }\n`;
  });
  const boxes = nodes.map((node) => `  ${quoted(node.id)} [${attributes(boxOf(node))}]\n`);
  const arrows = bundled(edges).map(
    ({ from, to, ...edge }) =>
      `  ${quoted(from)} -> ${quoted(to)} [${attributes({ label: labelOf(edge) })}]\n`,
  );
  const style =
    '  rankdir=LR\n  node [fontname="sans-serif", fontsize=11]\n  edge [fontname="sans-serif", fontsize=9]\n';
  return `digraph "game-flow" {\n${style}${boxes.join('')}${ranks.join('')}${arrows.join('')}}\n`;
}

function boxOf({ kind, name, description, rows }: LiveNode) {
  const label = rows === null ? name : `${name}\n${rowsShown(rows)}`;
  return { label, shape: SHAPES[kind], tooltip: description };
}

type Bundle = Omit<LiveEdge, 'topic'>;

/** One arrow for all topics between two boxes: their sum. */
function bundled(edges: readonly LiveEdge[]): Bundle[] {
  const bundles = new Map<string, Bundle>();
  for (const { topic: _, ...edge } of edges) {
    const name = `${edge.from} ${edge.to}`;
    const before = bundles.get(name);
    bundles.set(
      name,
      before === undefined
        ? edge
        : {
            ...edge,
            events_per_second: sum(before.events_per_second, edge.events_per_second),
            lag: sum(before.lag, edge.lag),
          },
    );
  }
  return [...bundles.values()];
}

function sum(a: number | null, b: number | null): number | null {
  return a === null ? b : b === null ? a : a + b;
}

function labelOf({
  label,
  events_per_second: rate,
  lag,
}: Pick<Bundle, 'label' | 'events_per_second' | 'lag'>) {
  const parts = [label, rate === null ? '' : rateShown(rate), lag === null ? '' : `lag ${count(lag)}`];
  return parts.filter((part) => part !== '').join('\n');
}

function attributes(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${quoted(value)}`)
    .join(', ');
}

/** Within quotation marks `"` and `\` are escaped; `\n` is a new line of a label. */
function quoted(text: string): string {
  const lines = text.split('\n').map((line) => sanitize(line).replace(/["\\]/g, '\\$&'));
  return `"${lines.join('\\n')}"`;
}
