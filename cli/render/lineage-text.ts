/** A lineage as text: one block a topic, from its arrows in to the tables that follow it; then figures and sinks. */
import { Chalk } from 'chalk';
import { idOf, type Lineage, type LiveEdge, type LiveNode } from '../../server/lineage/graph.js';
import { rateShown } from './lineage-numbers.js';
import { count } from './numbers.js';
import { sanitize } from './sanitize.js';

/** Of the names before the arrows. */
const NAME_WIDTH = 18;

/** @param columns of the terminal */
export function lineageText(lineage: Lineage, columns: number, hasColor: boolean): string {
  const chalk = new Chalk({ level: hasColor ? 1 : 0 });
  const { nodes, edges, cluster, processing } = lineage;
  const names = (kind: LiveNode['kind']) =>
    nodes.filter((node) => node.kind === kind).map(({ name }) => name);
  const wrap = (head: string, words: readonly string[]) => wrapped(head, words, columns);
  const who = { here: 'processed here', elsewhere: 'processed', none: 'processed by nobody' }[processing];
  const blocks = [
    [
      ...wrap('', [...names('source')]),
      '  │',
      ...wrap(`  ▼ ${chalk.bold('Fluvio')}: `, [
        cluster,
        ...names('smartmodule').map((name, i) => (i === 0 ? `SmartModules ${name}` : name)),
      ]),
      ...wrap(`  ▼ ${chalk.bold('processors')}: `, ['verdict → duplicates → views', who]),
    ],
    ...names('topic').map((topic) => topicBlock(lineage, topic, chalk.bold(topic), wrap)),
    [
      chalk.bold('figures'),
      ...branches(
        names('figure').map((name) => [name, into(edges, idOf('figure', name)), '◀─'] as const),
        wrap,
      ),
    ],
    [
      chalk.bold('sinks'),
      ...branches(
        names('sink').map((name) => [name, sinkWords(lineage, name), '◀─'] as const),
        wrap,
      ),
    ],
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

type Wrap = (head: string, words: readonly string[]) => string[];

function topicBlock({ nodes, edges }: Lineage, topic: string, title: string, wrap: Wrap): string[] {
  const rate = (from: string, to: string) =>
    edges.find((edge) => edge.from === from && edge.to === to && edge.topic === topic)?.events_per_second ??
    null;
  const read = edges.find(({ from }) => from === idOf('topic', topic));
  const valid = rate(idOf('processor', 'verdict'), idOf('processor', 'duplicates'));
  const views = edges.filter((edge) => edge.topic === topic && edge.to.startsWith('view:'));
  const accepted = views[0]?.events_per_second ?? null;
  const dropped = valid === null || accepted === null ? null : valid - accepted;
  const lag = read?.lag ?? null;
  const rejected = rate(idOf('processor', 'verdict'), idOf('table', 'dead_letters'));
  const nameOf = (id: string) => nodes.find((node) => node.id === id)!.name;
  const flow = [known('', read?.events_per_second), lag === null ? [] : `lag ${count(lag)}`].flat();
  const fates = [
    known('accepted ', accepted),
    known('duplicate ', dropped),
    known('rejected ', rejected).map((text) => `${text} ─▶ dead_letters`),
  ].flat();
  return [
    ...(flow.length === 0 ? [title] : wrap(`${title} ─ `, flow)),
    ...(fates.length === 0 ? [] : wrap('  │ ', fates)),
    ...branches(
      views.map(({ to }) => [nameOf(to), outOf(edges, to, 'table'), '─▶'] as const),
      wrap,
    ),
  ];
}

/** Lines that hang from a title, each with a name and what its arrow leads to or comes from. */
function branches(
  rows: readonly (readonly [name: string, ends: readonly string[], arrow: string])[],
  wrap: Wrap,
): string[] {
  return rows.flatMap(([name, ends, arrow], i) => {
    const branch = i === rows.length - 1 ? '└─' : '├─';
    const [first = '', ...others] = wrap(`  ${branch} ${sanitize(name).padEnd(NAME_WIDTH)} ${arrow} `, ends);
    const line = i === rows.length - 1 ? '    ' : '  │ ';
    return [first, ...others.map((other) => line + other.slice(line.length))];
  });
}

/** What a sink shows, or is told of. */
function sinkWords({ edges }: Lineage, name: string): string[] {
  const arrows = edges.filter(({ to }) => to === idOf('sink', name));
  const figures = arrows.filter(({ from }) => from.startsWith('figure:')).length;
  const others = arrows
    .filter(({ from }) => !from.startsWith('figure:'))
    .map(({ from, label }) => (label === '' ? withoutKind(from) : `${withoutKind(from)} (${label})`));
  return [...(figures === 0 ? [] : [`${figures} figures`]), ...others];
}

function into(edges: readonly LiveEdge[], id: string): string[] {
  return edges.filter(({ to }) => to === id).map(({ from }) => withoutKind(from));
}

function outOf(edges: readonly LiveEdge[], id: string, kind: LiveNode['kind']): string[] {
  return edges
    .filter(({ from, to }) => from === id && to.startsWith(`${kind}:`))
    .map(({ to }) => withoutKind(to));
}

function withoutKind(id: string): string {
  return id.slice(id.indexOf(':') + 1);
}

function known(name: string, rate: number | null | undefined): string[] {
  return rate === null || rate === undefined ? [] : [`${name}${rateShown(rate)}`];
}

/** Words with commas between them, in lines of at most `columns`, those after the first below the words. */
function wrapped(head: string, words: readonly string[], columns: number): string[] {
  const indent = ' '.repeat(width(head));
  const lines: string[] = [];
  let line = head;
  words.map(sanitize).forEach((word, i) => {
    const text = i === words.length - 1 ? word : `${word}, `;
    if (width(line) + width(text.trimEnd()) > columns && line.trim() !== '' && line !== head) {
      lines.push(line.trimEnd());
      line = indent;
    }
    line += text;
  });
  return [...lines, line.trimEnd()];
}

/** Colours take no room. */
function width(text: string): number {
  return [...sanitize(text)].length;
}
