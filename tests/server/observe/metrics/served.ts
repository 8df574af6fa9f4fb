import Fastify from 'fastify';
import { expect } from 'vitest';
import { Processor } from '../../../../processors/processor.js';
import { lettersAfter } from '../../../../processors/store/letter-selection.js';
import { DoorCounts } from '../../../../server/observe/door-counts.js';
import { registerHttpMetrics } from '../../../../server/observe/metrics/http-metrics.js';
import { metricsOf } from '../../../../server/observe/metrics/metrics.js';
import { registerObserve } from '../../../../server/observe/route.js';
import { temporaryStore } from '../../../support/database.js';
import { recordBatch } from '../../../support/record-batch.js';
import { brokerOf, observerOf } from '../../support/observer.js';
import { parseExposition } from './exposition.js';

export const AT = '2024-11-12T10:15:30Z';
const BREACH = `{"server_id":"s1","cpu_load":99,"memory_usage":1,"latency":1,"timestamp":"${AT}","event_id":"s-1"}`;

/** A server in which two topics have been processed, one record a duplicate and one rejected. */
export async function servedPlace() {
  const store = temporaryStore();
  const processor = new Processor(store);
  for (const partition of [0, 1]) {
    const position = store.addPosition('server-metrics', partition, 0);
    const records = [BREACH, BREACH, 'nope'].map((value) => ({ value, timestamp: Date.parse(AT) }));
    processor.take(position, recordBatch('server-metrics', partition, 0, records));
    position.highWatermark = 10;
  }
  processor.commit();
  const observer = observerOf({
    read: (read) => read(store.db),
    broker: brokerOf([{ topic: 'game-actions', partition: 2, logStart: 5, highWatermark: 25 }]),
  });
  await observer.parts.broker.ask();
  const door = new DoorCounts();
  door.note('combat-events', 'accepted');
  door.note('combat-events', 'accepted', '', 4);
  door.note('combat-events', 'rejected', 'wrong_type');
  const registry = metricsOf(observer, { door, ingest: { waitingBytes: 123 } });
  const app = Fastify();
  registerHttpMetrics(app, registry);
  registerObserve(app, observer, registry);
  app.get('/v1/players/:id', async () => 'ann');
  await app.ready();
  const scrape = async () => {
    const { headers, body } = await app.inject('/metrics');
    expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
    return parseExposition(body);
  };
  /** One of the rejected records is judged again, and taken in. */
  const replay = () => {
    const [letter] = lettersAfter(store.db, {}, undefined, 1);
    const value = Buffer.from(BREACH.replace('s-1', 's-2'));
    const position = store.positions().find(({ partition }) => partition === letter!.partition)!;
    const again = new Processor(store);
    expect(again.replay(position, { ...letter!, value })).toBe('accepted');
    again.commit();
  };
  return { app, observer, replay, scrape };
}
