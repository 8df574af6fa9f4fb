/** Who sends events. */
import { type Graph, idOf, node } from './graph.js';
import type { Registered } from './topology.js';

export function sourcePart({ topics }: Registered): Graph {
  const sources = [
    node('source', 'generator', 'A simulated game sends events, until Ctrl-C.', {
      command: 'game-flow generate',
      events: 'a seed in, the same events out; with ids SOURCE-NUMBER',
    }),
    node('source', 'collector', "The game's own requests over HTTP, each judged before it is sent.", {
      routes: 'POST /v1/events/TOPIC, POST /v1/players/ID/…',
      acknowledged: 'an answer 202 means that the broker has them',
    }),
    node('source', 'any client', 'Whatever speaks to Fluvio: its clients, its command, its connectors.', {
      commands: 'game-flow produce, fluvio produce',
    }),
  ];
  const edges = sources.flatMap(({ id, name }) =>
    topics.map(({ name: topic }) => ({
      from: id,
      to: idOf('topic', topic),
      topic,
      label: '',
      measured: name === 'collector' ? ('collected' as const) : null,
    })),
  );
  return { nodes: sources, edges };
}
