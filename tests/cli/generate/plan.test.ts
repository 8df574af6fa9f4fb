import { describe, expect, test } from 'vitest';
import { planScenario } from '../../../cli/generate/plan.js';

const NOW = Date.UTC(2026, 0, 20, 12);
const HOUR = 3_600_000;
const plan = (flags: Parameters<typeof planScenario>[0]) => planScenario(flags, NOW, 'chosen');

describe('the plan of a scenario', () => {
  test('live: begins two hours ago, with the seed that was chosen, and has no end', () => {
    expect(plan({})).toMatchObject({
      live: true,
      reachesFuture: false,
      count: Number.POSITIVE_INFINITY,
      options: { seed: 'chosen', start: NOW - 2 * HOUR, density: { rate: 50 } },
    });
  });

  test('with a count: begins so early that it ends before now', () => {
    const { options, count, live, reachesFuture } = plan({ count: 100_000, rate: 10 });
    expect({ count, live, reachesFuture }).toEqual({ count: 100_000, live: false, reachesFuture: false });
    expect(NOW - options.start).toBeGreaterThan(10_000_000);
  });

  test('with a duration: covers just that time up to now', () => {
    expect(plan({ duration: 3 * HOUR })).toMatchObject({ until: NOW, options: { start: NOW - 3 * HOUR } });
  });

  test('says when it reaches into the future', () => {
    expect(plan({ count: 100_000, rate: 10, start: '2026-01-20T11:00:00Z' }).reachesFuture).toBe(true);
    expect(plan({ duration: 2 * HOUR, start: '2026-01-20T11:00:00Z' }).reachesFuture).toBe(true);
    expect(plan({ count: 100, start: '2030-01-01T00:00:00Z' }).reachesFuture).toBe(true);
  });

  test.each([
    [{ start: '2030-01-01T00:00:00Z' }, /future/],
    [{ start: 'yesterday' }, /--start yesterday: expected a time such as/],
    [{ bad: 2 }, /bad must be a share between 0 and 1/],
    [{ topics: ['chat'] }, /topics must be one or more of player-events/],
  ])('refuses %j', (flags, message) => {
    expect(() => plan(flags)).toThrow(message);
  });
});
