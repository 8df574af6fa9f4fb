import { expect, it } from 'vitest';
import { Processor } from '../../../processors/processor.js';
import type { Lineage } from '../../../server/lineage/graph.js';
import { registeredIn } from '../../../server/lineage/registered.js';
import { topologyOf } from '../../../server/lineage/topology.js';
import { DEFAULT_SETTINGS } from '../../../settings/settings.js';
import { temporaryStore } from '../../support/database.js';
import { recordBatch } from '../../support/record-batch.js';
import { appOf } from '../support/app.js';
import { collectorOf } from '../support/collector.js';
import { observerOf } from '../support/observer.js';

const graph = topologyOf(registeredIn(DEFAULT_SETTINGS));
const kill = (id: number) => ({
  value: `{"playerid":"ann","timestamp":1731402000000,"eventtype":"kill","event_id":"a-${id}"}`,
});

const lineage = async (app: ReturnType<typeof appOf>) =>
  JSON.parse((await app.inject('/v1/lineage')).body) as Lineage;

it('has the rates of what became of records, the lag out of a topic, and rows of tables', async () => {
  const store = temporaryStore();
  const processor = new Processor(store);
  const position = store.addPosition('combat-events', 0, 0);
  let second = 0;
  const read = <T>(from: (db: typeof store.db) => T) => from(store.db);
  const observer = observerOf({ read, clock: () => second * 1000 });
  const records = [kill(1), kill(2), kill(2), { value: 'nope' }];
  processor.take(position, recordBatch('combat-events', 0, 0, records));
  position.highWatermark = 6;
  processor.commit();
  const app = appOf({
    observer,
    resources: { read, follow: () => undefined },
    lineage: graph,
    collector: collectorOf(),
  });
  await app.ready();
  processor.take(position, recordBatch('combat-events', 0, 4, [kill(3), kill(4)]));
  processor.commit();
  second = 2;
  observer.look();
  const { nodes, edges, processing } = await lineage(app);
  await app.close();
  expect(processing).toBe('here');
  const rate = (from: string, to: string) =>
    edges.find((edge) => edge.from === from && edge.to === to && edge.topic === 'combat-events');
  expect(rate('topic:combat-events', 'smartmodule:envelope')).toMatchObject({
    events_per_second: 1,
    lag: 0,
  });
  expect(rate('processor:duplicates', 'view:combat')).toMatchObject({ events_per_second: 1, lag: null });
  expect(rate('processor:verdict', 'table:dead_letters')?.events_per_second).toBe(0);
  expect(rate('source:collector', 'topic:combat-events')?.events_per_second).toBe(0);
  expect(rate('source:generator', 'topic:combat-events')?.events_per_second).toBeNull();
  const rows = Object.fromEntries(nodes.map((node) => [node.id, node.rows]));
  expect(rows).toMatchObject({ 'table:dead_letters': 1, 'table:combat': 1, 'table:visits': 0 });
  expect(rows['view:combat']).toBeNull();
});

it('is there without a database, with nothing that flows', async () => {
  const app = appOf({ lineage: graph });
  const { nodes, edges } = await lineage(app);
  await app.close();
  expect(nodes).toHaveLength(graph.nodes.length);
  expect(nodes.every(({ rows }) => rows === null)).toBe(true);
  const flowing = edges.filter(({ events_per_second: rate, lag }) => rate !== null || lag !== null);
  // The collector knows by itself what it takes.
  expect(new Set(flowing.map(({ from }) => from))).toEqual(new Set(['source:collector']));
});
