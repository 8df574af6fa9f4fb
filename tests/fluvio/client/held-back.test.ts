import { describe, expect, it } from 'vitest';
import { recordDelivery } from '../../../fluvio/client/delivery.js';
import { readPartition } from '../../../fluvio/client/read-partition.js';
import { recordsOf } from './cluster.js';
import { FakeLog, storedBatches } from './fake-log.js';

/** Offsets and values, and the extents of the batches that they came in. */
async function read(log: FakeLog, from: number, end: number) {
  const values: string[] = [];
  const extents: [number, number][] = [];
  for await (const batch of readPartition(log.connection, 't', 0, { from }, recordDelivery('t', 0))) {
    values.push(...recordsOf(batch).map(({ offset, value }) => `${offset}=${value}`));
    extents.push([batch.baseOffset, batch.count]);
    if (batch.baseOffset + batch.count >= end) break;
  }
  expect(values).toEqual(Array.from({ length: end - from }, (_, i) => `${from + i}=${from + i}`));
  return extents;
}

const holding = (log: FakeLog) =>
  log.streams.filter(({ module }) => module === 'envelope').map(({ parameters }) => parameters?.hold_to);

describe('stored batches that are held back up to the high watermark', () => {
  it('come as one, and what a late status leaves out as it was stored', async () => {
    const log = new FakeLog(storedBatches(0, 100, 10));
    log.statuses = [{ highWatermark: 65, logEnd: 100 }];
    expect(await read(log, 0, 100)).toEqual([
      [0, 70],
      [70, 10],
      [80, 10],
      [90, 10],
    ]);
    expect(holding(log)).toContain('65');
  });

  it('come one by one after a stall, which a watermark beyond the end of a log that was cut is as well', async () => {
    const log = new FakeLog(storedBatches(0, 100, 10));
    log.statuses = [...Array.from({ length: 4 }, () => ({ highWatermark: 900, logEnd: 900 })), {}];
    expect(await read(log, 0, 100)).toEqual(Array.from({ length: 10 }, (_, i) => [i * 10, 10]));
    expect(holding(log)).toContain('900');
  });

  it('do not hide that a log ends before what was read of it', async () => {
    const log = new FakeLog(storedBatches(0, 100, 10));
    log.statuses = [...Array.from({ length: 4 }, () => ({ highWatermark: 900, logEnd: 900 })), {}];
    await expect(read(log, 150, 900)).rejects.toMatchObject({ code: 'OFFSET_PAST_END', from: 150, to: 100 });
  });

  it('take few streams past one on which the module fails, or that no answer can hold', async () => {
    for (const trouble of ['refused', 'passedOver'] as const) {
      const log = new FakeLog(storedBatches(0, 400, 10));
      log[trouble] = 200;
      const extents = await read(log, 0, 400);
      expect(extents.at(-1)).toEqual([210, 190]);
      // Two that stop at it, one behind it, and those by which single batches are read.
      expect(holding(log).filter((to) => to !== undefined)).toHaveLength(2);
      expect(log.streams.length).toBeLessThan(20);
    }
  }, 20_000);
});
