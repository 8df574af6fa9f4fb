import { describe, expect, it } from 'vitest';
import { spoilersFor } from '../../generator/bad-events.js';
import { BULK_DENSITY, type GeneratedEvent, generate } from '../../generator/index.js';
import { Prng } from '../../generator/prng.js';
import { TIME_FIELD, TOPICS } from '../../schemas/topics.js';
import { judge } from '../verify/judged.js';
import { parsed, START, stored, takeCount } from './stored.js';

const given = { seed: 11, start: START };
const COUNT = 20_000;
const MINUTE = 60_000;

function verdictsOf(events: readonly GeneratedEvent[]): string[] {
  return judge(stored(events)).judged.map(({ verdict }) => verdict);
}

function shareOf<T>(things: readonly T[], isMeant: (thing: T) => boolean): number {
  return things.filter(isMeant).length / things.length;
}

function delayOf(event: GeneratedEvent): number {
  const own = parsed(event)[TIME_FIELD[event.topic]] as string | number;
  return event.at - (typeof own === 'number' ? own : Date.parse(own));
}

describe.each(TOPICS)('spoiled %s', (topic) => {
  const intact = takeCount(generate({ ...given, topics: [topic] }), 40);

  it.each(spoilersFor(topic).map((spoiler) => [spoiler.kind, spoiler] as const))(
    '%s: always rejected',
    (_, spoiler) => {
      const prng = new Prng(`${topic}/${spoiler.kind}`);
      const events = intact.map((event) => ({
        ...event,
        value: spoiler.spoil(event.value as string, topic, prng),
      }));
      expect(new Set(verdictsOf(events))).toEqual(new Set(['rejected']));
    },
  );
});

describe('--bad', () => {
  const scenario = generate({ ...given, bad: 0.2 });
  const events = takeCount(scenario, COUNT);

  it('spoils about that share, in every way', () => {
    expect(shareOf(verdictsOf(events), (verdict) => verdict === 'rejected')).toBeCloseTo(0.2, 1);
    const { bad } = scenario.groundTruth().faults;
    const kinds = new Set(TOPICS.flatMap((topic) => spoilersFor(topic).map(({ kind }) => kind)));
    expect(new Set(Object.keys(bad))).toEqual(kinds);
    expect(events.some(({ value }) => typeof value !== 'string')).toBe(true);
  });

  it('makes no record that the Fluvio client would refuse to send', () => {
    // Its limit is that of fluvio/client, MAX_RECORD_BYTES: one such record would end the whole run.
    const sizes = events.map(({ key, value }) => Buffer.byteLength(key) + Buffer.byteLength(value));
    expect(Math.max(...sizes)).toBeGreaterThan(12_000);
    expect(Math.max(...sizes)).toBeLessThan(16_300);
  });

  it('can spoil everything', () => {
    const all = takeCount(generate({ ...given, bad: 1 }), 500);
    expect(new Set(verdictsOf(all))).toEqual(new Set(['rejected']));
  });
});

describe('--duplicates', () => {
  const scenario = generate({ ...given, duplicates: 0.1 });
  const events = takeCount(scenario, COUNT);

  it('sends about that share again a little later, under the same key', () => {
    expect(shareOf(verdictsOf(events), (verdict) => verdict === 'duplicate')).toBeCloseTo(0.1 / 1.1, 2);
    const first = new Map<string, GeneratedEvent>();
    for (const event of events) {
      const id = `${event.topic} ${parsed(event).event_id}`;
      const earlier = first.get(id);
      if (earlier === undefined) first.set(id, event);
      else {
        expect(event.key).toBe(earlier.key);
        expect(event.at - earlier.at).toBeGreaterThan(0);
        expect(event.at - earlier.at).toBeLessThanOrEqual(30_000);
      }
    }
  });

  it('now and then with other bytes that are just as valid', () => {
    const ids = new Map<string, Set<string>>();
    for (const event of events) {
      const id = `${event.topic} ${parsed(event).event_id}`;
      ids.set(id, (ids.get(id) ?? new Set()).add(event.value as string));
    }
    const conflicting = [...ids.values()].filter((values) => values.size > 1).length;
    const { faults } = scenario.groundTruth();
    expect(conflicting).toBeGreaterThan(0);
    expect(conflicting / faults.duplicates).toBeCloseTo(0.1, 1);
    // Alone, without the first of its id, each would have been accepted.
    const alone = events.map((event) => ({
      ...event,
      value: JSON.stringify({ ...parsed(event), event_id: undefined }),
    }));
    expect(new Set(verdictsOf(alone))).toEqual(new Set(['accepted']));
  });
});

describe('--late', () => {
  const events = takeCount(generate({ ...given, density: BULK_DENSITY, late: 0.1 }), 40_000);

  it('sends about that share minutes to hours after their time, still in order of sending', () => {
    const late = events.filter((event) => delayOf(event) > MINUTE);
    // Some of what is late has not been sent yet.
    expect(late.length / events.length).toBeGreaterThan(0.06);
    expect(late.length / events.length).toBeLessThan(0.11);
    expect(late.some((event) => delayOf(event) > 60 * MINUTE)).toBe(true);
    expect(
      events.every((event, index) => index === 0 || event.at >= (events[index - 1] as GeneratedEvent).at),
    ).toBe(true);
    expect(new Set(verdictsOf(events))).toEqual(new Set(['accepted']));
  });
});

describe('--skew', () => {
  const scenario = generate({ ...given, skew: 0.3 });
  const events = takeCount(scenario, COUNT);

  it('puts the clocks of about that share of players wrong, by minutes and hours, both ways', () => {
    const wrong = scenario.groundTruth().wrong_clocks;
    const seen = new Set(events.filter(({ topic }) => topic === 'player-events').map(({ key }) => key));
    expect(wrong.length / seen.size).toBeGreaterThan(0.2);
    expect(wrong.length / seen.size).toBeLessThan(0.4);
    const errors = wrong.map(({ error_ms }) => error_ms);
    expect(errors.some((error) => error > 60 * MINUTE)).toBe(true);
    expect(errors.some((error) => error < -60 * MINUTE)).toBe(true);
    expect(errors.some((error) => Math.abs(error) < 10 * MINUTE)).toBe(true);
  });

  it('lets the same player be wrong by the same amount, and gets those far ahead rejected', () => {
    const errors = new Map(
      scenario.groundTruth().wrong_clocks.map(({ player_id, error_ms }) => [player_id, error_ms]),
    );
    const verdicts = new Map(
      judge(stored(events)).judged.map(({ record, verdict }) => [record.value, verdict]),
    );
    for (const event of events.filter(({ topic }) => topic === 'player-events')) {
      const error = errors.get(event.key) ?? 0;
      expect(Math.abs(delayOf(event) + error)).toBeLessThan(1000);
      if (Math.abs(error - 5 * MINUTE) > 1000)
        expect(verdicts.get(event.value as string)).toBe(error > 5 * MINUTE ? 'rejected' : 'accepted');
    }
  });

  it('never shows a time before 1970', () => {
    const early = takeCount(generate({ seed: 1, start: 0, skew: 1 }), 5_000);
    expect(verdictsOf(early)).not.toContain('duplicate');
    for (const event of early) expect(delayOf(event)).toBeLessThanOrEqual(event.at);
  });
});
