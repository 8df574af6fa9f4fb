import { beforeEach, describe, expect, it } from 'vitest';
import { type Family, faults, parseExposition } from './exposition.js';
import { AT, servedPlace } from './served.js';

let families: Map<string, Family>;
let place: Awaited<ReturnType<typeof servedPlace>>;
beforeEach(async () => {
  place = await servedPlace();
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

  it('do not count a rejected record back when it is taken in later', async () => {
    const { 'server-metrics rejected': rejected } = values('game_flow_events_total');
    place.replay();
    place.observer.look();
    families = await place.scrape();
    const replayed = {
      'server-metrics accepted': 3,
      'server-metrics duplicate': 2,
      'server-metrics rejected': rejected,
    };
    expect(values('game_flow_events_total')).toEqual(replayed);
    place.observer.look();
    families = await place.scrape();
    expect(values('game_flow_events_total')).toEqual(replayed);
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
