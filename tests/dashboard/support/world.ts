/** A server with a database of simulated events, whose collector's events are folded at once. */
import type { FastifyInstance } from 'fastify';
import { onTestFinished } from 'vitest';
import type { Topic } from '../../../schemas/index.js';
import type { AccessParts } from '../../../server/access/authenticate.js';
import { registeredIn } from '../../../server/lineage/registered.js';
import { topologyOf } from '../../../server/lineage/topology.js';
import type { Processing } from '../../../server/observe/status.js';
import { DEFAULT_SETTINGS } from '../../../settings/settings.js';
import { appOf } from '../../server/support/app.js';
import { collectorOf } from '../../server/support/collector.js';
import { observerOf } from '../../server/support/observer.js';
import { accessOf } from '../../server/support/parts.js';
import { type Simulated, simulated } from '../../server/support/simulated.js';

/** The simulated events begin an hour before. */
export const NOW = Date.parse('2024-11-12T13:00:00Z');

export interface World extends Simulated {
  readonly app: FastifyInstance;
  readonly url: string;
  /** Rows of a list of the API. */
  rows<Row>(path: string): Promise<Row[]>;
  /** Sends an event to the collector. Returns the status of the answer. */
  post(topic: Topic, event: object): Promise<number>;
}

interface WorldParts {
  readonly events?: number;
  readonly access?: Partial<AccessParts>;
  readonly processing?: () => Processing;
  /** Of the server. */
  readonly now?: () => number;
}

/** It goes with the test. */
export async function world(parts: WorldParts = {}): Promise<World> {
  const { events = 4000, processing = () => ({ where: 'here', note: '' }), now = Date.now } = parts;
  const database = simulated(events);
  const app = appOf({
    access: accessOf({ now, ...parts.access }),
    resources: { read: database.read, follow: () => undefined },
    lineage: topologyOf(registeredIn(DEFAULT_SETTINGS)),
    observer: observerOf({ read: database.read, now, clock: () => performance.now(), processing }),
    collector: collectorOf({
      now,
      ingest: {
        add: async (topic, records) => {
          database.take(
            topic,
            records.map(({ value }) => JSON.parse(String(value)) as object),
          );
        },
        waitingBytes: 0,
      },
    }),
  });
  onTestFinished(() => app.close());
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  return {
    ...database,
    app,
    url,
    rows: async <Row>(path: string) => {
      const { rows } = (await (await fetch(`${url}/v1/${path}`)).json()) as { rows: Row[] };
      return rows;
    },
    post: async (topic, event) => {
      const answer = await fetch(`${url}/v1/events/${topic}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(event),
      });
      return answer.status;
    },
  };
}
