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

/** Tables that are looked at without being a figure. */
const SHOWN: readonly (readonly [table: string, sink: string])[] = [
  ['dead_letters', 'command line'],
  ['dead_letters', 'API'],
  ['latest_events', 'API'],
  ['partitions', 'metrics'],
];

export function sinkPart({ catalogue, settings }: Registered): Graph {
  const { webhooks } = settings.notify;
  const isThere = (table: string) => catalogue.tables.some(({ name }) => name === table);
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
      ...SHOWN.filter(([table]) => isThere(table)).map(([table, sink]) =>
        arrow(idOf('table', table), idOf('sink', sink)),
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
