/** The processors: what becomes of a record, the views that follow accepted events, and the tables of all of them. */
import type { Catalogue, ViewShape } from '../../processors/store/catalogue.js';
import { NOTICE_TABLES } from '../../processors/store/notice-tables.js';
import { arrow, type Edge, type Graph, idOf, type Measured, node } from './graph.js';
import type { Registered } from './topology.js';

/** Whose a table is that no view keeps; the last one has what nobody else has. */
const OWNERS: readonly (readonly [owner: string, owns: (table: string) => boolean])[] = [
  ['verdict', (table) => /letter/.test(table)],
  ['duplicates', (table) => table.startsWith('seen_')],
  ['latest', (table) => table.startsWith('latest_')],
  ['notices', (table) => Object.hasOwn(NOTICE_TABLES, table)],
  ['commit', () => true],
];

const STEPS = [
  node('processor', 'verdict', 'Is it a valid event? What is not becomes a dead letter with the reason.', {
    source: 'processors/verdict/',
    rules: 'size, UTF-8, JSON, surrogates, schema, time',
  }),
  node('processor', 'duplicates', 'Was its event_id accepted before in this partition? Then it is dropped.', {
    source: 'processors/duplicates/',
  }),
  node(
    'processor',
    'latest',
    'Keeps the newest events, rejected ones too, for whoever looks for one of their own.',
    {
      source: 'processors/latest/',
    },
  ),
  node('processor', 'commit', 'Rows, dead letters, ids and offsets in one transaction, or nothing of it.', {
    source: 'processors/store/store.ts',
  }),
  node('processor', 'notices', 'Tells people what views have found, by webhooks.', {
    source: 'processors/actions/',
  }),
];

export function processorPart({ topics, catalogue }: Registered): Graph {
  const verdict = idOf('processor', 'verdict');
  const duplicates = idOf('processor', 'duplicates');
  const eachTopic = (from: string, to: string, label: string, measured: Measured): Edge[] =>
    topics.map(({ name: topic }) => ({ from, to, topic, label, measured }));
  return {
    nodes: [...STEPS, ...catalogue.views.map(viewNode), ...tableNodes(catalogue)],
    edges: [
      ...eachTopic(verdict, idOf('table', 'dead_letters'), 'rejected', 'rejected'),
      ...eachTopic(verdict, duplicates, 'valid', 'valid'),
      ...eachTopic(duplicates, idOf('processor', 'latest'), '', 'valid'),
      ...eachTopic(verdict, idOf('processor', 'latest'), 'rejected', 'rejected'),
      arrow(duplicates, idOf('processor', 'commit'), 'offsets and counts'),
      ...catalogue.views.flatMap(viewEdges(duplicates)),
      ...ownTables(catalogue).map(([owner, table]) => arrow(idOf('processor', owner), idOf('table', table))),
    ],
  };
}

function viewNode({ name, topic, tables, finds }: ViewShape) {
  return node('view', name, `Follows the accepted events of ${topic}, commit by commit.`, {
    topic,
    tables: tables.join(', '),
    ...(finds === undefined ? {} : { finds }),
  });
}

function viewEdges(from: string): (view: ViewShape) => Edge[] {
  return ({ name, topic, tables, finds }) => {
    const id = idOf('view', name);
    return [
      { from, to: id, topic, label: 'accepted', measured: 'accepted' },
      ...tables.map((table) => arrow(id, idOf('table', table))),
      ...(finds === undefined ? [] : [arrow(id, idOf('processor', 'notices'), finds)]),
    ];
  };
}

function tableNodes({ tables, views, figures }: Catalogue) {
  return tables.map(({ name, columns }) => {
    const view = views.find((one) => one.tables.includes(name));
    const readers = figures.filter((figure) => figure.tables.includes(name)).map((figure) => figure.name);
    const of = view === undefined ? 'the processors' : `the view ${view.name}`;
    return node('table', name, `Rows of ${of}, in game-flow.db.`, {
      columns: columns.join(', '),
      ...(readers.length === 0 ? {} : { 'figures read from it': readers.join(', ') }),
    });
  });
}

/** Tables that no view keeps, each with the step that writes it. */
function ownTables({ tables, views }: Catalogue): (readonly [owner: string, table: string])[] {
  const kept = new Set(views.flatMap((view) => view.tables));
  return tables
    .filter(({ name }) => !kept.has(name))
    .map(({ name }) => [OWNERS.find(([, owns]) => owns(name))![0], name] as const)
    .filter(([owner, name]) => owner !== 'verdict' || name !== 'dead_letters');
}
