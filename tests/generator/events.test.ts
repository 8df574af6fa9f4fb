import { describe, expect, it } from 'vitest';
import { BULK_DENSITY, generate, rateAt } from '../../generator/index.js';
import { KEY_FIELD, TIME_FIELD, TOPICS } from '../../schemas/topics.js';
import { VALIDATORS } from '../../schemas/validators.js';
import { judge } from '../verify/judged.js';
import { parsed, START, stored, takeCount, takeUntil } from './stored.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const ID = /^([A-Za-z][A-Za-z0-9_.]{0,40})-(0|[1-9][0-9]{0,14})$/;

describe('events without faults', () => {
  const scenario = generate({ seed: 3, start: START, density: BULK_DENSITY });
  const events = takeCount(scenario, 30_000);

  it('are all valid, by the schemas and by the oracle', () => {
    for (const event of events) expect(VALIDATORS[event.topic](parsed(event))).toBe(true);
    const verdicts = judge(stored(events)).judged.map(({ verdict }) => verdict);
    expect(new Set(verdicts)).toEqual(new Set(['accepted']));
  });

  it('are of all topics, kinds and shapes', () => {
    expect(new Set(events.map(({ topic }) => topic))).toEqual(new Set(TOPICS));
    const kinds = events
      .map((event) => parsed(event).event_type ?? parsed(event).eventtype)
      .filter((kind) => kind);
    expect(new Set(kinds)).toEqual(
      new Set([
        ...['move', 'interaction', 'level_complete', 'kill', 'death'],
        ...['buy_sword', 'buy_weapon', 'join_guild', 'leave_guild', 'battle'],
      ]),
    );
    expect(events.some((event) => parsed(event).request !== undefined)).toBe(true);
    const currencies = new Set(events.map((event) => parsed(event).currency));
    expect(currencies).toContain('JPY');
    expect(currencies.size).toBeGreaterThan(4);
  });

  it('are keyed by their entity', () => {
    for (const event of events) expect(event.key).toBe(parsed(event)[KEY_FIELD[event.topic]]);
  });

  it('have ids SOURCE-NUMBER, each topic numbered by itself from 0 without a hole', () => {
    for (const topic of TOPICS) {
      const ids = events
        .filter((event) => event.topic === topic)
        .map((event) => parsed(event).event_id as string);
      expect(ids.every((id) => ID.test(id))).toBe(true);
      expect(ids).toEqual(ids.map((_, number) => `${scenario.source}-${number}`));
    }
  });

  it('leave in order, not before the start, within a second of their own time', () => {
    let previous = START;
    for (const event of events) {
      expect(event.at).toBeGreaterThanOrEqual(previous);
      previous = event.at;
      const own = parsed(event)[TIME_FIELD[event.topic]] as string | number;
      const time = typeof own === 'number' ? own : Date.parse(own);
      if (typeof own === 'string') expect(own).toBe(new Date(time).toISOString());
      expect(time).toBeGreaterThanOrEqual(START);
      expect(event.at - time).toBeGreaterThanOrEqual(0);
      expect(event.at - time).toBeLessThan(1000);
    }
  });

  it('have a death for every kill, at the same moment', () => {
    const fights = events.filter(({ topic }) => topic === 'combat-events').map(parsed);
    for (let pair = 0; pair + 1 < fights.length; pair += 2) {
      const [kill, death] = fights.slice(pair, pair + 2);
      expect(kill).toMatchObject({ eventtype: 'kill', timestamp: death?.timestamp });
      expect(death?.eventtype).toBe('death');
      expect(death?.playerid).not.toBe(kill?.playerid);
    }
  });
});

describe('the smallest world', () => {
  it.each(TOPICS)('has one player, one server and %s', (topic) => {
    const scenario = generate({ seed: 1, start: START, players: 1, servers: 1, topics: [topic] });
    expect(takeCount(scenario, 20).every((event) => event.topic === topic)).toBe(true);
  });
});

describe('density', () => {
  it.each([0.3, 10, 50, 400])('is about %d events a second when asked for', (rate) => {
    const count = Math.min(30_000, rate * 20_000);
    const events = takeCount(generate({ seed: 5, start: START, rate, density: { warmupMs: 0 } }), count);
    const measured = (1000 * events.length) / ((events.at(-1)?.at ?? 0) - START);
    expect(measured / rate).toBeGreaterThan(0.9);
    expect(measured / rate).toBeLessThan(1.1);
  });

  it('is met by few players too: they only hurry', () => {
    const events = takeCount(
      generate({ seed: 5, start: START, rate: 100, players: 8, density: { warmupMs: 0 } }),
      20_000,
    );
    const measured = (1000 * events.length) / ((events.at(-1)?.at ?? 0) - START);
    expect(measured / 100).toBeGreaterThan(0.9);
    expect(measured / 100).toBeLessThan(1.1);
  });

  it('is thin during the warm-up and as asked for soon after', () => {
    const density = { warmupMs: 20 * MINUTE };
    const events = takeUntil(generate({ seed: 5, start: START, density }), START + 40 * MINUTE);
    const between = (from: number, to: number) =>
      events.filter(({ at }) => at >= START + from * MINUTE && at < START + to * MINUTE).length /
      ((to - from) * 60);
    expect(between(0, 20)).toBeGreaterThan(8.5);
    expect(between(0, 20)).toBeLessThan(10.5);
    expect(between(21, 40)).toBeGreaterThan(45);
    expect(between(21, 40)).toBeLessThan(55);
  });

  it('follows the day when asked to, and keeps its mean', () => {
    const hours = Array.from({ length: 240 }, (_, tenth) => rateAt(BULK_DENSITY, 0, (tenth * HOUR) / 10));
    const mean = hours.reduce((sum, rate) => sum + rate, 0) / hours.length;
    expect(mean).toBeCloseTo(BULK_DENSITY.rate, 6);
    expect(Math.max(...hours) / Math.min(...hours)).toBeGreaterThan(2);
  });

  it('does not make a million players before they are needed', () => {
    const events = takeCount(generate({ seed: 5, start: START, players: 1_000_000 }), 20_000);
    expect(new Set(events.map(({ key }) => key)).size).toBeLessThan(1_000);
  });
});
