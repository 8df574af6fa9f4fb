import { describe, expect, it } from 'vitest';
import { compareColumns, noCounts } from '../../fuzz/columns/compare.js';
import { HeldWay, rawProblems } from '../../fuzz/columns/two-ways.js';
import { NOW, VALID } from '../../processors/validate-samples.js';
import type { PlainRecord } from '../../support/record-batch.js';

const NEVER = 2 ** 50;

/** `count` records from offset `from` on; `over`: what is different about each. */
function some(from: number, count: number, over: (i: number) => object = () => ({})): PlainRecord[] {
  return Array.from({ length: count }, (_, i) => {
    const event = { ...VALID['player-events'], player_id: `p${(from + i) % 97}`, ...over(from + i) };
    return { key: `k${i}`, value: JSON.stringify(event), timestamp: NOW + i };
  });
}

/** `[base, count]` of each value that comes for a batch; what is in them is compared with what parsing gives. */
function take(way: HeldWay, records: readonly PlainRecord[], from: number, isAskedAgain = false) {
  const extents: [number, number][] = [];
  for (const { records: own, batch, columns } of way.judge(records, from, isAskedAgain)) {
    expect(compareColumns(batch, columns, noCounts())).toEqual([]);
    expect(rawProblems(own, columns)).toEqual([]);
    extents.push([columns.baseOffset, columns.count]);
  }
  return extents;
}

describe('a columns module that holds batches back', () => {
  it('gives as much as makes a value at once, and the rest with the batch that reaches the offset', () => {
    const way = new HeldWay('player-events', 4_950);
    const extents = [];
    for (let from = 0; from < 5_200; from += 100) extents.push(...take(way, some(from, 100), from));
    expect(extents).toEqual([
      [0, 2_100],
      [2_100, 2_100],
      [4_200, 800],
      [5_000, 100],
      [5_100, 100],
    ]);
  });

  it('gives what it holds as a value of its own, before a batch that does not follow it', () => {
    const way = new HeldWay('player-events', NEVER);
    expect(take(way, some(0, 10), 0)).toEqual([]);
    expect(take(way, some(10, 10), 10)).toEqual([]);
    const after = [
      [0, 20],
      [25, 10],
    ];
    expect(take(way, some(25, 10), 25)).toEqual(after);
    expect(take(way, some(35, 3_000), 35)).toEqual([[35, 3_000]]);
  });

  it.each<[string, (record: PlainRecord) => PlainRecord]>([
    [
      'a month apart',
      (record: PlainRecord) => ({ ...record, timestamp: record.timestamp! + 30 * 86_400_000 }),
    ],
    ['not there', ({ key, value }: PlainRecord) => ({ key, value })],
  ])('does so too where timestamps are %s', (_, change) => {
    const way = new HeldWay('player-events', NEVER);
    expect(take(way, some(0, 10), 0)).toEqual([]);
    expect(take(way, some(10, 10).map(change), 10)).toEqual([
      [0, 10],
      [10, 10],
    ]);
  });

  it('gives what it holds before the dictionary is emptied, and in memory that has its bounds', () => {
    const way = new HeldWay('player-events', NEVER);
    const extents = [];
    for (let from = 0; from < 150_000; from += 500) {
      const fresh = (i: number) => ({ player_id: `p${i}`, session_id: `s${i}` });
      extents.push(...take(way, some(from, 500, fresh), from));
    }
    const ends = extents.map(([base, count]) => base + count);
    expect(extents.map(([base]) => base)).toEqual([0, ...ends.slice(0, -1)]);
    // 65,536 players and sessions have room, less the few texts that all have in common.
    expect(ends).toContain(65_500);
    expect(way.pages * 65_536).toBeLessThan(64 * 1024 * 1024);
  });

  it.each<[string, (i: number) => number]>([
    ['whole', (i) => i % 101],
    ['of one decimal place', (i) => (i % 1000) / 10],
    ['of two, in more than 16 bits', (i) => ((i * 7919) % 10_000) / 100],
    ['of three', (i) => (i % 1000) / 1000],
    ['of many', (i) => (i % 1000) / 7.3],
    ['all the same', () => 0.1],
    ['of every kind', (i) => [100, 1e-3, 99.99, 33.3, 12.345678901234][i % 5]!],
  ])('gives numbers back to the last bit that are %s', (_, number) => {
    const way = new HeldWay('server-metrics', NEVER);
    const metrics = (from: number): PlainRecord[] =>
      Array.from({ length: 93 }, (_, i) => {
        const value = { ...VALID['server-metrics'], cpu_load: number(from + i), latency: number(i) * 90 };
        return { value: JSON.stringify(value), timestamp: NOW + i };
      });
    const extents = [];
    for (let from = 0; from < 2_100; from += 93) extents.push(...take(way, metrics(from), from));
    expect(extents).toEqual([[0, 2_139]]);
  });

  it('holds bytes of records that it passes on, up to a bound', () => {
    const way = new HeldWay('player-events', NEVER);
    const odd = () => ({ event_type: 'x'.repeat(400) });
    const extents = [];
    for (let from = 0; from < 2_000; from += 20) extents.push(...take(way, some(from, 20, odd), from));
    expect(extents.length).toBeGreaterThan(2);
    expect(extents.length).toBeLessThan(10);
  });

  it('says the same again when it is asked for the same batch again', () => {
    const way = new HeldWay('player-events', NEVER);
    const fresh = (i: number) => ({ player_id: `p${i}`, event_id: `id-${i}` });
    const extents = [];
    for (let from = 0; from < 6_300; from += 100) {
      extents.push(...take(way, some(from, 100, fresh), from, true));
    }
    extents.push(...take(way, some(7_000, 100, fresh), 7_000, true));
    expect(extents).toEqual([
      [0, 2_100],
      [2_100, 2_100],
      [4_200, 2_100],
    ]);
    expect(take(way, some(8_000, 3_000, fresh), 8_000, true)).toEqual([
      [7_000, 100],
      [8_000, 3_000],
    ]);
    expect(take(way, some(11_000, 3_000), 11_000)).toEqual([[11_000, 3_000]]);
  });
});
