import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  BULK_DENSITY,
  type GeneratedEvent,
  generate,
  resolveOptions,
  sourceOf,
} from '../../generator/index.js';
import { parsed, START, takeCount } from './stored.js';

const given = { seed: 'golden', start: START };
const faulty = { ...given, density: BULK_DENSITY, bad: 0.1, duplicates: 0.1, late: 0.1, skew: 0.2 };

function hashOf(events: readonly GeneratedEvent[]): string {
  const hash = createHash('sha256');
  for (const { topic, key, value, at } of events)
    hash.update(`${topic}\n${key}\n${at}\n`).update(value).update('\n');
  return hash.digest('hex');
}

describe('the same options', () => {
  it('give the same bytes, on every machine and version', () => {
    expect(hashOf(takeCount(generate(given), 5_000))).toBe(
      'f384bacc75881f4a56f5889a87ba9edc40948ffea79fbb95d87e739ff1723e16',
    );
    expect(hashOf(takeCount(generate(faulty), 20_000))).toBe(
      '2bc4a442fc27876b015ae424cad191ab317d250260ca358162d99335cc645008',
    );
  });

  it('give the same bytes however they are read, and whatever else is made meanwhile', () => {
    const one = generate(faulty);
    const other = generate(faulty);
    const stranger = generate({ ...faulty, seed: 'other' });
    const events: GeneratedEvent[] = [];
    for (const event of one) {
      events.push(event);
      stranger.take();
      if (events.length % 500 === 0) one.groundTruth();
      if (events.length === 3_000) break;
    }
    expect(hashOf(events)).toBe(hashOf(takeCount(other, 3_000)));
    expect(one.groundTruth()).toEqual(other.groundTruth());
  });

  it('take a seed as a number or as its text for the same', () => {
    expect(takeCount(generate({ ...given, seed: 7 }), 50)).toEqual(
      takeCount(generate({ ...given, seed: '7' }), 50),
    );
  });
});

describe('topics', () => {
  it('only leave events out', () => {
    const topics = ['purchase-events', 'combat-events'] as const;
    const some = takeCount(generate({ ...faulty, topics }), 2_000);
    const all = takeCount(generate(faulty), 40_000).filter(({ topic }) => topics.includes(topic as never));
    expect(all.slice(0, 2_000)).toEqual(some);
  });
});

describe('the source', () => {
  const source = (changes: object) => sourceOf(resolveOptions({ ...given, ...changes }));

  it('is a letter and ten hex digits, and stands in every id', () => {
    expect(source({})).toMatch(/^g[0-9a-f]{10}$/);
    expect(generate(given).source).toBe(source({}));
    expect(parsed(generate(given).take()).event_id).toBe(`${source({})}-0`);
  });

  it('changes with all that changes the bytes', () => {
    const changes = [
      ...[{}, { seed: 'silver' }, { start: START + 1 }, { players: 77 }, { servers: 5 }, { rate: 60 }],
      ...[{ density: { warmupMs: 1 } }, { density: { warmupRate: 3 } }, { density: { dailySwing: 0.1 } }],
      ...[{ bad: 0.1 }, { duplicates: 0.1 }, { late: 0.1 }, { skew: 0.1 }],
    ];
    expect(new Set(changes.map(source)).size).toBe(changes.length);
  });

  it('does not change with the topics, which repeat the same events', () => {
    expect(source({ topics: ['game-actions'] })).toBe(source({}));
  });
});

describe('purity', () => {
  const folder = new URL('../../generator/', import.meta.url);
  const names = readdirSync(folder).filter((name) => name.endsWith('.ts') && name !== 'main.ts');
  const texts = names.map((name) => readFileSync(new URL(name, folder), 'utf8'));

  it('needs no clock and no chance but the seed', () => {
    for (const text of texts)
      expect(text).not.toMatch(/Date\.now|new Date\(\)|performance|Math\.random|setTimeout|setInterval/);
  });

  it('needs no arithmetic whose last bit may differ between machines', () => {
    const used = texts.flatMap((text) =>
      [...text.matchAll(/Math\.(\w+)|\w (\*\*) \w/g)].map(([, name]) => name),
    );
    const exact = ['ceil', 'floor', 'imul', 'max', 'min', 'round'];
    expect(used.filter((name) => !exact.includes(name as string))).toEqual([]);
  });

  it('imports only its neighbours, the topics and hashes', () => {
    const imported = texts.flatMap((text) =>
      [...text.matchAll(/from '([^']+)'/g)].map(([, path]) => path as string),
    );
    const known = /^(\.\/[\w-]+\.js|\.\.\/schemas\/topics\.js|node:crypto)$/;
    expect(imported.filter((path) => !known.test(path))).toEqual([]);
  });
});
