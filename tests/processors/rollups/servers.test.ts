import { describe, expect, test } from 'vitest';
import { rowsAfter } from '../../support/database.js';

const AT = Date.UTC(2024, 10, 12, 10);

/** A sample `seconds` after ten o'clock, quiet unless said otherwise. */
function sample(seconds: number, over: object = {}): object {
  return {
    server_id: 'eu-1',
    cpu_load: 10,
    memory_usage: 20,
    latency: 30,
    timestamp: new Date(AT + seconds * 1000).toISOString(),
    ...over,
  };
}

const clock = (minutes: number) => new Date(AT + minutes * 60_000).toISOString();
const alerts = (events: object[]) => rowsAfter('alerts', 'server-metrics', events);
const hot = { cpu_load: 90 };

describe('servers', () => {
  test('last is by time, at equal times the larger value of each metric by itself', () => {
    const rows = rowsAfter('servers', 'server-metrics', [
      sample(60, { cpu_load: 5, latency: 9 }),
      sample(60, { cpu_load: 4, latency: 11 }),
      sample(0, { cpu_load: 99 }),
    ]);
    expect(rows).toMatchObject([
      {
        server_id: 'eu-1',
        samples: 3,
        cpu_load: { last: 5, mean: 36, max: 99 },
        latency: { last: 11, mean: 50 / 3 },
      },
    ]);
  });

  test('the mean is the exact sum over the samples, rounded once', () => {
    const [row] = rowsAfter('servers', 'server-metrics', [
      sample(0, { cpu_load: 0.1 }),
      sample(1, { cpu_load: 0.2 }),
      sample(2, { cpu_load: 0.3 }),
    ]) as { cpu_load: { mean: number } }[];
    expect(row!.cpu_load.mean).toBe(0.2);
  });
});

describe('alerts', () => {
  test('given breaches in two minutes and none in the next, one alert opens and closes', () => {
    expect(alerts([sample(5, hot), sample(10), sample(70, { cpu_load: 97 }), sample(130)])).toEqual([
      {
        server_id: 'eu-1',
        metric: 'cpu_load',
        severity: 'critical',
        opened_at: clock(0),
        closed_at: clock(2),
        peak: 97,
        breaches: 2,
      },
    ]);
  });

  test('given no later minute without a breach, the alert stays open; 96.9 is a warning', () => {
    expect(alerts([sample(0, { memory_usage: 96.9 })])).toMatchObject([
      { metric: 'memory_usage', severity: 'warning', closed_at: null, peak: 96.9 },
    ]);
  });

  test('minutes without samples neither end nor extend a run', () => {
    const rows = alerts([sample(0, { latency: 200 }), sample(90, { latency: 500 }), sample(150)]);
    expect(rows).toMatchObject([
      { metric: 'latency', severity: 'critical', opened_at: clock(0), closed_at: clock(2), breaches: 2 },
    ]);
  });

  test('given a late sample in between, one run becomes two', () => {
    expect(alerts([sample(0, hot), sample(120, hot), sample(60)])).toMatchObject([
      { opened_at: clock(0), closed_at: clock(1) },
      { opened_at: clock(2), closed_at: null },
    ]);
  });

  test('given 120 s from the end of a minute to the next samples, the server was silent; 60 s, not', () => {
    expect(alerts([sample(0), sample(120)])).toEqual([]);
    expect(alerts([sample(59), sample(180)])).toEqual([
      {
        server_id: 'eu-1',
        metric: 'silent',
        severity: 'critical',
        opened_at: clock(1),
        closed_at: clock(3),
        peak: null,
        breaches: 0,
      },
    ]);
  });

  test('given the watermark 120 s past its last minute, a server is silent until further notice', () => {
    const other = { server_id: 'us-1' };
    expect(alerts([sample(0), sample(179.999, other)])).toEqual([]);
    expect(alerts([sample(0), sample(180, other)])).toMatchObject([
      { server_id: 'eu-1', metric: 'silent', opened_at: clock(1), closed_at: null },
    ]);
  });
});
