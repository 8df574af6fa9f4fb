import Fastify from 'fastify';
import { beforeEach, describe, expect, it } from 'vitest';
import { Processor } from '../../../../processors/processor.js';
import { DoorCounts } from '../../../../server/observe/door-counts.js';
import { registerHttpMetrics } from '../../../../server/observe/metrics/http-metrics.js';
import { metricsOf } from '../../../../server/observe/metrics/metrics.js';
import { registerObserve } from '../../../../server/observe/route.js';
import { temporaryStore } from '../../../support/database.js';
import { recordBatch } from '../../../support/record-batch.js';
import { brokerOf, observerOf } from '../../support/observer.js';
import { type Family, faults, parseExposition } from './exposition.js';

const AT = '2024-11-12T10:15:30Z';
const BREACH = `{"server_id":"s1","cpu_load":99,"memory_usage":1,"latency":1,"timestamp":"${AT}","event_id":"s-1"}`;

/** A server in which two topics have been processed, one record a duplicate and one rejected. */
async function served() {
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
  return { app, scrape };
}

let families: Map<string, Family>;
let place: Awaited<ReturnType<typeof served>>;
beforeEach(async () => {
  place = await served();
  families = await place.scrape();
  return () => place.app.close();
});

const values = (name: string) =>
  Object.fromEntries(
    families.get(name)!.samples.map(({ labels, value }) => [Object.values(labels).join(' '), value]),
  );

describe('metrics', () => {
  it('have the names and units that Prometheus asks for', () => {
    expect([...families.values()].flatMap(faults)).toEqual([]);
    expect([...families.keys()]).toEqual(
      expect.arrayContaining(['process_cpu_seconds_total', 'nodejs_eventloop_lag_seconds']),
    );
  });

  it('are what the database, the broker and the door say', () => {
    expect(values('game_flow_events_total')).toEqual({
      'server-metrics accepted': 2,
      'server-metrics duplicate': 2,
      'server-metrics rejected': 2,
    });
    expect(values('game_flow_lag_records')).toEqual({
      'server-metrics 0': 7,
      'server-metrics 1': 7,
      'game-actions 2': 20,
    });
    expect(values('game_flow_dead_letters')).toEqual({ 'server-metrics invalid_json': 2 });
    expect(values('game_flow_last_record_timestamp_seconds')).toEqual({
      'server-metrics': Date.parse(AT) / 1000,
    });
    expect(values('game_flow_open_alerts')).toEqual({ critical: 1, warning: 0 });
    expect(values('game_flow_collector_events_total')).toEqual({
      'combat-events accepted ': 5,
      'combat-events rejected wrong_type': 1,
    });
    expect(values('game_flow_collector_waiting_bytes')).toEqual({ '': 123 });
    expect(values('game_flow_build_info')).toEqual({ [`1.2.3 ${process.version}`]: 1 });
    expect(values('game_flow_commits_total')).toEqual({ '': 1 });
    // A commit cannot know yet how long it takes.
    expect(values('game_flow_last_commit_duration_seconds')).toEqual({});
    for (const one of ['processors_running', 'broker_reachable', 'ready'])
      expect(values(`game_flow_${one}`)).toEqual({ '': 1 });
  });

  it('count requests by the pattern of their route, however many paths are asked for', async () => {
    for (const path of ['/v1/players/ann', '/v1/players/bob?a=b', '/nope', '/nope/2', '/%00'])
      await place.app.inject(path);
    families = await place.scrape();
    const counted = values('game_flow_http_requests_total');
    expect(counted).toEqual({ 'GET /metrics 200': 1, 'GET /v1/players/:id 200': 2, 'GET (none) 404': 3 });
    const durations = families.get('game_flow_http_request_duration_seconds')!.samples;
    expect(durations.find(({ labels }) => labels.le === '+Inf' && labels.route === '(none)')?.value).toBe(3);
    expect(values('game_flow_http_requests_in_progress')).toMatchObject({
      'GET /metrics': 1,
      'GET (none)': 0,
    });
  });
});

it('the check itself finds what is wrong', () => {
  expect(() => parseExposition('a 1\n')).toThrow();
  expect(() => parseExposition('# HELP a b\n# TYPE a gauge\na 1\na 2\n')).toThrow(/twice/);
  expect(() => parseExposition('# HELP a b\n# TYPE a gauge\na{b="c"d"} 1\n')).toThrow();
  const odd = '# HELP a_ms_total b\n# TYPE a_ms_total gauge\na_ms_total{b="c\\"\\n"} 1\n';
  const family = parseExposition(odd).get('a_ms_total')!;
  expect(family.samples[0]?.labels).toEqual({ b: 'c"\n' });
  expect(faults(family)).toHaveLength(3);
});
