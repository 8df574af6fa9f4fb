import { describe, expect, it } from 'vitest';
import { BULK_DENSITY, GeneratorOptionError, LIVE_DENSITY, resolveOptions } from '../../generator/index.js';
import { TOPICS } from '../../schemas/topics.js';
import { START } from './stored.js';

const given = { seed: 1, start: START };

describe('options', () => {
  it('defaults to a live scenario without faults', () => {
    expect(resolveOptions(given)).toEqual({
      ...given,
      density: LIVE_DENSITY,
      players: 5000,
      servers: 12,
      topics: TOPICS,
      bad: 0,
      duplicates: 0,
      late: 0,
      skew: 0,
    });
  });

  it('takes a rate as short for the density of that rate', () => {
    expect(resolveOptions({ ...given, rate: 7 }).density).toEqual({ ...LIVE_DENSITY, rate: 7 });
    expect(resolveOptions({ ...given, density: BULK_DENSITY, rate: 3 }).density).toEqual({
      ...BULK_DENSITY,
      rate: 3,
    });
    expect(resolveOptions({ ...given, density: { warmupMs: 0 } }).density).toEqual({
      ...LIVE_DENSITY,
      warmupMs: 0,
    });
  });

  it('has fewer servers where twelve would crowd out the players', () => {
    expect(resolveOptions({ ...given, rate: 0.1 }).servers).toBe(2);
    expect(resolveOptions({ ...given, density: BULK_DENSITY }).servers).toBe(12);
  });

  it('puts topics in their usual order, each once', () => {
    const topics = ['game-actions', 'player-events', 'game-actions'] as const;
    expect(resolveOptions({ ...given, topics }).topics).toEqual(['player-events', 'game-actions']);
  });

  it.each([
    [{ seed: '' }, 'seed must be a number or a text that is not empty, not ""'],
    [{ seed: Number.NaN }, 'seed must be a number or a text that is not empty, not NaN'],
    [{ start: -1 }, /^start must be a whole number from 0 to \d+ \(milliseconds since 1970\), not -1$/],
    [{ start: 1.5 }, /^start must be/],
    [{ rate: 0 }, 'rate must be a number from 0.01 to 1000000 (events a second), not 0'],
    [{ rate: Number.NaN }, /^rate must be/],
    [{ density: { warmupMs: -5 } }, /^density.warmupMs must be/],
    [{ density: { warmupRate: 0 } }, /^density.warmupRate must be/],
    [{ density: { dailySwing: 1.1 } }, 'density.dailySwing must be between 0 and 1, not 1.1'],
    [{ players: 0 }, 'players must be a whole number from 1 to 1000000, not 0'],
    [{ players: 1_000_001 }, /^players must be/],
    [{ servers: 0 }, /^servers must be/],
    [{ bad: 1.01 }, 'bad must be a share between 0 and 1, not 1.01'],
    [{ duplicates: -0.1 }, /^duplicates must be a share/],
    [{ late: Number.NaN }, /^late must be a share/],
    [{ skew: Number.POSITIVE_INFINITY }, /^skew must be a share/],
    [{ topics: [] }, /^topics must be one or more of player-events, .*, not "none"$/],
    [{ topics: ['players'] as never }, /not "players"$/],
  ])('refuses %o', (wrong, message) => {
    const resolve = () => resolveOptions({ ...given, ...wrong });
    expect(resolve).toThrow(GeneratorOptionError);
    expect(resolve).toThrow(message);
  });
});
