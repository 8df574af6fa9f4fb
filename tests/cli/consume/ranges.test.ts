import { describe, expect, it } from 'vitest';
import type { ConsumeOptions } from '../../../cli/consume/flags.js';
import { assertRange, chosenPartitions, rangeOf, restOf } from '../../../cli/consume/ranges.js';
import { readRange } from '../../../cli/consume/read-range.js';
import { recordBatch } from '../../support/record-batch.js';

const status = (partition = 0) => ({
  topic: 'chat',
  partition,
  logStart: 10,
  highWatermark: 50,
  logEnd: 50,
  leader: 1,
  replicas: 1,
  isOnline: true,
});
const options = (flags: Partial<ConsumeOptions>): ConsumeOptions => ({ dataDir: 'x', ...flags });
const LIVE = Number.POSITIVE_INFINITY;

describe('the range of a partition that holds offsets 10 to 49', () => {
  it.each<[Partial<ConsumeOptions>, number | 'end', number]>([
    [{}, 'end', LIVE],
    [{ beginning: true }, 10, LIVE],
    [{ beginning: true, disableContinuous: true }, 10, 50],
    [{ head: 5 }, 15, LIVE],
    [{ head: 500 }, 50, LIVE],
    [{ tail: 5 }, 45, LIVE],
    [{ tail: 500, disableContinuous: true }, 10, 50],
    [{ start: 20, end: 29 }, 20, 30],
    [{ start: 20, end: 70, disableContinuous: true }, 20, 50],
    [{ start: 70 }, 50, LIVE],
    [{ end: 29 }, 50, 30],
  ])('%j', (flags, from, until) => {
    expect(rangeOf(options(flags), status())).toMatchObject({ from, until, first: flags.start ?? 0 });
  });

  it('goes on to the end that turns out later, no further than was asked', () => {
    const flags = options({ beginning: true, disableContinuous: true });
    expect(restOf(flags, rangeOf(flags, status()), 60)).toMatchObject({ from: 50, until: 60 });
    const bounded = options({ start: 20, end: 54, disableContinuous: true });
    expect(restOf(bounded, rangeOf(bounded, status()), 60)).toMatchObject({ from: 50, until: 55 });
    const done = options({ start: 20, end: 30, disableContinuous: true });
    const rest = restOf(done, rangeOf(done, status()), 60);
    expect(rest.from).toBe(rest.until);
  });

  it('refuses an end before the start, and partitions that are not there', () => {
    expect(() => assertRange(options({ start: 5, end: 4 }))).toThrow('--end 4 lies before --start 5');
    expect(() => assertRange(options({ start: 5, end: 5 }))).not.toThrow();
    expect(chosenPartitions([status(0), status(1)], undefined)).toHaveLength(2);
    expect(chosenPartitions([status(0), status(1)], [1, 1]).map(({ partition }) => partition)).toEqual([1]);
    expect(() => chosenPartitions([status()], [3])).toThrow('chat has no partition 3: it has 1');
  });
});

describe('reading a range', () => {
  const batches = [0, 3, 6, 9].map((base) =>
    recordBatch('chat', 0, base, [{ value: 'a' }, { value: 'b' }, { value: 'c' }]),
  );

  async function offsets(range: Parameters<typeof readRange>[2]): Promise<number[]> {
    const seen: number[] = [];
    const connection = {
      async *read() {
        yield* batches;
      },
    };
    await readRange(connection, 'chat', range, new AbortController().signal, async (batch, from, to) => {
      for (let i = from; i < to; i++) seen.push(batch.baseOffset + i);
    });
    return seen;
  }

  it('cuts batches at both ends', async () => {
    expect(await offsets({ partition: 0, from: 0, first: 2, until: 7 })).toEqual([2, 3, 4, 5, 6]);
    expect(await offsets({ partition: 0, from: 'end', first: 0, until: 4 })).toEqual([0, 1, 2, 3]);
    expect(await offsets({ partition: 0, from: 5, first: 0, until: 5 })).toEqual([]);
  });
});
