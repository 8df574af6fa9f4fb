/** Figures are a function of the set of accepted events. `npm run fuzz -- --permutations 2000` is the long form. */
import { expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../../settings/settings.js';
import { computeStats, WHATS } from '../../verify/index.js';
import { digestOf, eventSet, figuresInOrder, permute, RETAINING } from '../fuzz/permutations.js';

const RUNS = 50;
const events = eventSet(500);
const figures = figuresInOrder(events);

test(`${RUNS} orders, batchings, restarts and repeats of one set of events have one digest`, () => {
  const { digests, problems } = permute(events, RUNS, 1);
  expect(problems).toEqual([]);
  expect(digests.size).toBe(1);
}, 120_000);

test('and one digest where old windows are dropped on the way', () => {
  const { digests, problems } = permute(events, RUNS / 5, 1, RETAINING);
  expect(problems).toEqual([]);
  expect(digests).not.toContain(digestOf(figures));
}, 120_000);

test('the set is one in which order could show: every figure has rows, every rule has flagged', () => {
  for (const [what, rows] of Object.entries(figures)) expect(rows.length, what).toBeGreaterThan(1);
  const column = (what: string, name: string) =>
    new Set(figures[what]!.map((row) => (row as Record<string, unknown>)[name]));
  expect(column('fraud', 'rule')).toEqual(new Set(['velocity', 'shared_ip', 'many_ips', 'price_mismatch']));
  expect(column('alerts', 'metric')).toEqual(new Set(['cpu_load', 'memory_usage', 'latency', 'silent']));
  expect(column('audience', 'new_players').size).toBeGreaterThan(1);
  expect(column('levels', 'stalled')).not.toEqual(new Set([0]));
  expect(column('levels', 'median_seconds_to_complete').size).toBeGreaterThan(1);
});

test('the digest is that of the figures by verify, and one event fewer changes it', () => {
  const next = new Map<string, number>();
  const records = events.map(({ topic, value }) => {
    const offset = next.get(topic) ?? 0;
    next.set(topic, offset + 1);
    return { topic, partition: 0, offset, timestamp: null, value };
  });
  const recomputed = computeStats(records, DEFAULT_SETTINGS);
  for (const what of WHATS) {
    if (what !== 'topics') expect(JSON.parse(JSON.stringify(figures[what])), what).toEqual(recomputed[what]);
  }
  expect(digestOf(figuresInOrder(events.slice(1)))).not.toBe(digestOf(figures));
});
