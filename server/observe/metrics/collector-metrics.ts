/** What comes in at the door, and what waits there for the broker. */
import type { DoorCounts } from '../door-counts.js';
import type { Described } from './described.js';
import { single } from './described.js';

export interface CollectorFacts {
  readonly door: Pick<DoorCounts, 'counts'>;
  /** Bytes of events that the broker has not acknowledged. */
  readonly ingest: { readonly waitingBytes: number };
}

export function collectorMetrics({ door, ingest }: CollectorFacts): readonly Described[] {
  return [
    {
      name: 'game_flow_collector_events_total',
      kind: 'counter',
      help: 'Events that came over HTTP, by what became of them at the door.',
      labels: ['topic', 'verdict', 'reason'],
      samples: () =>
        door.counts.map(({ topic, verdict, reason, events }) => ({
          labels: { topic, verdict, reason },
          value: events,
        })),
    },
    {
      name: 'game_flow_collector_waiting_bytes',
      kind: 'gauge',
      help: 'Bytes of events that wait for the broker to acknowledge them.',
      labels: [],
      samples: () => single(ingest.waitingBytes),
    },
  ];
}
