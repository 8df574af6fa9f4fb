import { describe, expect, it } from 'vitest';
import { records, rows, sample } from './given.js';

describe('servers', () => {
  it('has the last of each metric by itself, the exact mean and the largest', () => {
    const given = records('server-metrics', [
      sample('s', '10:00:00', 0.1, 5, 40.0000004),
      sample('s', '10:00:01', 0.2, 3, 30),
      sample('s', '10:00:01', 0.1, 4, 20),
      JSON.stringify(sample('r', '10:00:00', 7)).replace('7', '-0.0'),
    ]);
    expect(rows('servers', given)).toEqual([
      {
        server_id: 'r',
        samples: 1,
        cpu_load: { last: 0, mean: 0, max: 0 },
        memory_usage: { last: 1, mean: 1, max: 1 },
        latency: { last: 1, mean: 1, max: 1 },
      },
      {
        server_id: 's',
        samples: 3,
        cpu_load: { last: 0.2, mean: 0.4 / 3, max: 0.2 },
        memory_usage: { last: 4, mean: 4, max: 5 },
        latency: { last: 30, mean: 30, max: 40.0000004 },
      },
    ]);
  });
});

describe('alerts', () => {
  const found = (...samples: unknown[]) =>
    (rows('alerts', records('server-metrics', samples)) as Record<string, unknown>[]).map((alert) =>
      [alert.server_id, alert.metric, alert.severity, clock(alert.opened_at), clock(alert.closed_at)]
        .concat([alert.peak, alert.breaches])
        .join(' '),
    );
  const clock = (time: unknown) =>
    typeof time === 'string' ? time.slice(11, 19) : time === null ? 'open' : '?';

  it('is a longest run of minutes with a breach, over minutes without samples, until one without', () => {
    expect(
      found(
        sample('s', '10:00:10', 89.9999999),
        sample('s', '10:01:10', 90),
        sample('s', '10:01:20', 10),
        sample('s', '10:03:10', 96.9999999),
        sample('s', '10:03:59', 95),
        sample('s', '10:04:59', 89),
        sample('s', '10:05:00', 97),
      ),
    ).toEqual([
      's cpu_load warning 10:01:00 10:04:00 96.9999999 3',
      's cpu_load critical 10:05:00 open 97 1',
    ]);
  });

  it('has thresholds by metric and orders by time, server and metric', () => {
    expect(
      found(
        sample('s', '10:00:00', 1, 90, 200),
        sample('s', '10:01:00', 90, 97, 500),
        sample('r', '10:01:00', 1, 1, 199.9),
        sample('r', '10:01:00', 1, 100, 499.9),
      ),
    ).toEqual([
      's latency critical 10:00:00 open 500 2',
      's memory_usage critical 10:00:00 open 97 2',
      'r latency warning 10:01:00 open 499.9 1',
      'r memory_usage critical 10:01:00 open 100 1',
      's cpu_load warning 10:01:00 open 90 1',
    ]);
  });

  it('is silent for 120 s after a minute, and a silent server is not healed', () => {
    expect(
      found(
        // two minutes missing, then one missing
        sample('a', '10:00:30', 1),
        sample('a', '10:03:30', 1),
        sample('a', '10:05:30', 1),
        // at 99 % and gone
        sample('b', '10:03:59', 99),
        // W is exactly 120 s past the end of b's minute
        sample('c', '10:06:00', 1),
      ),
    ).toEqual([
      'a silent critical 10:01:00 10:03:00  0',
      'b cpu_load critical 10:03:00 open 99 1',
      'b silent critical 10:04:00 open  0',
    ]);
    expect(found(sample('b', '10:03:00', 1), sample('c', '10:05:59.999', 1))).toEqual([]);
  });
});
