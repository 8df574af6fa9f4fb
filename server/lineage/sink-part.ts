/** Figures, and where they are seen. */
import type { Webhook } from '../../settings/settings.js';
import { arrow, type Graph, idOf, node } from './graph.js';
import type { Registered } from './topology.js';

const SINKS = [
  node('sink', 'command line', 'Tables and JSON in a terminal.', {
    commands: 'game-flow stats, watch, dlq, verify',
  }),
  node('sink', 'API', 'Figures over HTTP, and their changes live.', { routes: 'GET /v1/…, GET /v1/changes' }),
  node('sink', 'dashboard', 'A page that shows what happens.', { routes: 'GET /, GET /lineage' }),
  node('sink', 'metrics', 'How game-flow itself fares, for Prometheus.', { routes: 'GET /metrics' }),
];

/** Tables that are looked at without being a figure, and for what. */
const SHOWN: readonly (readonly [sink: string, label: string, tables: readonly string[]])[] = [
  ['command line', '', ['dead_letters', 'notices']],
  ['API', '', ['dead_letters', 'latest_events', 'gaps']],
  ['API', 'leaders', ['combat']],
  [
    'API',
    'story',
    [
      'visits',
      'audience_sessions',
      'audience_active',
      'audience_sales_payers',
      'items_buyers',
      'items_buyers_numbers',
      'combat_hours',
    ],
  ],
  ['metrics', '', ['partitions', 'processing', 'dead_letter_counts', 'alerts']],
];

export function sinkPart({ catalogue, settings }: Registered): Graph {
  const { webhooks } = settings.notify;
  return {
    nodes: [
      ...catalogue.figures.map(({ name, tables }) =>
        node('figure', name, 'A figure, read from its tables when it is asked for.', {
          command: `game-flow stats ${name}`,
          route: `GET /v1/stats/${name}`,
          tables: tables.join(', '),
        }),
      ),
      ...SINKS,
      ...webhooks.map(webhookNode),
    ],
    edges: [
      ...catalogue.figures.flatMap(({ name, tables }) => [
        ...tables.map((table) => arrow(idOf('table', table), idOf('figure', name))),
        arrow(idOf('figure', name), idOf('sink', 'command line')),
        arrow(idOf('figure', name), idOf('sink', 'API')),
      ]),
      ...SHOWN.flatMap(([sink, label, tables]) =>
        tables.map((table) => arrow(idOf('table', table), idOf('sink', sink), label)),
      ),
      arrow(idOf('sink', 'API'), idOf('sink', 'dashboard')),
      ...webhooks.map(({ name, kinds }) =>
        arrow(idOf('processor', 'notices'), idOf('sink', webhookName(name)), kinds.join(', ')),
      ),
    ],
  };
}

function webhookName(name: string): string {
  return `webhook ${name}`;
}

/** Of its address only the host: the path of a webhook is often its secret. */
function webhookNode({ name, url, format, kinds, secret }: Webhook) {
  return node('sink', webhookName(name), 'A webhook that people are told by.', {
    host: new URL(url).host,
    format,
    kinds: kinds.join(', '),
    signed: secret === null ? 'no' : 'yes',
  });
}
