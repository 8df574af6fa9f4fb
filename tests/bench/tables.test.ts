/** Medians, ranks and ratios: what the bench says of what it measured. */
import { describe, expect, it } from 'vitest';
import { intendedAt, latencyOf } from '../../bench/latency/schedule.js';
import { visibleAt } from '../../bench/latency/watcher.js';
import type { MainTable } from '../../bench/main-table.js';
import { asText, linesBlock, mainBlock } from '../../bench/report.js';
import { median, type Samples } from '../../bench/samples.js';

const samples = (name: string, ...seconds: number[]): Samples => ({
  name,
  measured: seconds.map((one) => ({
    events: 1000,
    seconds: one,
    cpu: { own: one / 2, broker: one },
    peak: { own: 50e6 },
  })),
});

it('a median is of all repeats or of none', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
  expect(median([1, undefined, 2])).toBeUndefined();
});

describe('tables', () => {
  it('have ratios first, then what was measured, and a dash for what was not', () => {
    const table = {
      samples: [samples('two', 1, 2, 4), samples('ref', 4), samples('plain', 8)],
      ceiling: 'two',
      reference: 'ref',
      leftOut: ['no peer'],
    } as unknown as MainTable;
    const text = asText([mainBlock(table)], true);
    expect(text).toContain('| two | 1.00 | 2.00 | 500 | 150 % | 1000.00 | – | 2000.00 | 50 | – | – |');
    expect(text).toContain('| plain | 0.25 | 0.50 | 125 | – |');
    expect(text).toContain('- no peer\n');
  });

  it('compare a line with the first of its path', () => {
    const lines = [
      { path: 'a', samples: samples('a small', 1) },
      { path: 'b', samples: samples('b small', 2) },
      { path: 'a', samples: samples('a large', 2) },
      { path: 'b', samples: samples('b large', 2) },
    ];
    expect(linesBlock('', lines, []).rows.map(([, ratio]) => ratio)).toEqual([
      '1.00',
      '1.00',
      '0.50',
      '1.00',
    ]);
  });
});

describe('latency', () => {
  it('is by nearest rank', () => {
    const values = Array.from({ length: 200 }, (_, i) => 200 - i);
    expect(latencyOf(values)).toEqual({ p50: 100, p99: 198, most: 200 });
  });

  it('counts from the intended time, whatever was late before', () => {
    expect(intendedAt({ start: 1000, rate: 10_000 }, 25)).toBe(1002.5);
  });

  it('a record is visible with the first step beyond its offset', () => {
    const steps = [
      { at: 10, next: 5 },
      { at: 20, next: 8 },
    ];
    expect([0, 4, 5, 7, 8].map((offset) => visibleAt(steps, offset))).toEqual([10, 10, 20, 20, undefined]);
  });
});
