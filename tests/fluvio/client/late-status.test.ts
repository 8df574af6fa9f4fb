import { describe, expect, it } from 'vitest';
import { recordDelivery } from '../../../fluvio/client/delivery.js';
import { endOffsets } from '../../../fluvio/client/end-offsets.js';
import { readPartition } from '../../../fluvio/client/read-partition.js';
import { readPlainRange } from '../../../fluvio/client/read-plain-range.js';
import type { ReadOptions } from '../../../fluvio/client/types.js';
import { recordsOf, type SeenRecord } from './cluster.js';
import { FakeLog, storedBatches } from './fake-log.js';

async function read(log: FakeLog, from: ReadOptions['from'], end: number): Promise<SeenRecord[]> {
  const seen: SeenRecord[] = [];
  for await (const batch of readPartition(log.connection, 't', 0, { from }, recordDelivery('t', 0))) {
    seen.push(...recordsOf(batch));
    if (batch.baseOffset + batch.count >= end) break;
  }
  return seen;
}

async function plain(log: FakeLog, from: number, to: number): Promise<SeenRecord[]> {
  const seen: SeenRecord[] = [];
  for await (const batch of readPlainRange(log.connection, 't', 0, { from, to }))
    seen.push(...recordsOf(batch));
  return seen;
}

/** Each value is its offset: offsets and values must both run on from `from`. */
function expectAll(seen: readonly SeenRecord[], from: number, end: number): void {
  expect(seen.map(({ offset, value }) => `${offset}=${value}`)).toEqual(
    Array.from({ length: end - from }, (_, i) => `${from + i}=${from + i}`),
  );
}

describe('the log start, from a status that is late', () => {
  it('is counted from: an offset is an index from it', async () => {
    const log = new FakeLog(storedBatches(100, 200, 10));
    expectAll(await read(log, 'start', 200), 100, 200);
    expectAll(await read(log, 155, 200), 155, 200);
    // 0 is asked where the log begins, and read from it.
    expect(log.streams.map(({ index }) => index).filter((index) => index > 0)).toEqual([55, 50]);
  });

  it('was too low while retention took records away: the right ones are read all the same', async () => {
    const log = new FakeLog(storedBatches(100, 400, 10));
    log.statuses = [{ logStart: 0 }, { logStart: 0 }, { logStart: 0 }, {}];
    expectAll(await read(log, 150, 400), 150, 400);
  });

  it('is what the log itself says, where nothing has been written since retention moved it', async () => {
    const log = new FakeLog(storedBatches(100, 400, 10));
    log.statuses = [{ logStart: 0 }];
    expectAll(await read(log, 'start', 400), 100, 400);
    expectAll(await read(log, 155, 400), 155, 400);
    expectAll(await plain(log, 155, 300), 155, 300);
    await expect(read(log, 20, 400)).rejects.toMatchObject({ code: 'OFFSET_EVICTED', from: 20, to: 100 });
    await expect(plain(log, 20, 400)).rejects.toMatchObject({ code: 'OFFSET_EVICTED', from: 20, to: 100 });
    // Even where the list makes the offset look like the start.
    await expect(read(log, 0, 400)).rejects.toMatchObject({ code: 'OFFSET_EVICTED', from: 0, to: 100 });
  });

  it('is not moved by a first batch too large to answer', async () => {
    const [first, ...rest] = storedBatches(0, 60, 10);
    const log = new FakeLog([first!, ...rest]);
    log.silent = 0;
    expectAll(await read(log, 0, 60), 0, 60);
    expectAll(await read(log, 35, 60), 35, 60);
  });

  it('is the boundary of what can be had: below it, the offset is evicted', async () => {
    const log = new FakeLog(storedBatches(100, 200, 10));
    await expect(read(log, 20, 200)).rejects.toMatchObject({ code: 'OFFSET_EVICTED', from: 20, to: 100 });
    // Evicted, but the status does not say so yet: first looks like a hole, and is looked into.
    log.readings = 0;
    log.statuses = [{ logStart: 0 }, { logStart: 0 }, { logStart: 0 }, { logStart: 0 }, {}];
    await expect(read(log, 20, 200)).rejects.toMatchObject({ code: 'OFFSET_EVICTED', from: 20, to: 100 });
  });
});

it('an offset too far behind the log start for the client’s 32 bits is out of reach, not somewhere else', async () => {
  const far = 2 ** 31;
  const log = new FakeLog([...storedBatches(0, 10, 10), ...storedBatches(far - 1, far + 10, 11)]);
  expectAll(await read(log, far - 1, far + 10), far - 1, far + 10);
  await expect(read(log, far, far + 10)).rejects.toMatchObject({ code: 'OFFSET_OUT_OF_REACH', from: far });
});

describe('the last report of a leader that is away', () => {
  const away = { highWatermark: 10, logEnd: 10, isOnline: false };

  it('does not say that the log has become shorter, nor does the first one after its return', async () => {
    const log = new FakeLog(storedBatches(0, 40, 10), { giveUpAfterMs: 20_000 });
    log.statuses = [away, away, away, away, { highWatermark: 10, logEnd: 10 }, {}];
    expectAll(await read(log, 20, 40), 20, 40);
  });

  it('is not where the topic ends', async () => {
    const log = new FakeLog(storedBatches(0, 40, 10));
    log.statuses = [away, away, { highWatermark: 10 }, {}];
    expect(await endOffsets(log.connection, ['t'])).toEqual([{ topic: 't', partition: 0, end: 40 }]);
  });
});

describe('a hole in the log', () => {
  const log = () => new FakeLog([...storedBatches(0, 30, 10), ...storedBatches(50, 80, 10)]);

  it('is a GAP, after it was looked into', async () => {
    await expect(read(log(), 'start', 80)).rejects.toMatchObject({ code: 'GAP', from: 30, to: 50 });
    await expect(read(log(), 30, 80)).rejects.toMatchObject({ code: 'GAP', from: 30, to: 50 });
  });
});

describe('a stored batch that no packed answer can hold', () => {
  it('is read plain: without timestamps, but with the right offsets', async () => {
    const huge = { base: 20, values: ['20', '21', '22'] };
    const log = new FakeLog([...storedBatches(0, 20, 10), huge, ...storedBatches(23, 43, 10)]);
    log.passedOver = 20;
    const seen = await read(log, 'start', 43);
    expectAll(seen, 0, 43);
    expect(seen.filter(({ timestamp }) => Number.isNaN(timestamp)).map(({ offset }) => offset)).toEqual([
      20, 21, 22,
    ]);
  });
});

describe('a stored batch on which the SmartModule fails', () => {
  it('is read plain, and what follows packed again', async () => {
    const log = new FakeLog(storedBatches(0, 50, 10));
    log.refused = 20;
    const seen = await read(log, 'start', 50);
    expectAll(seen, 0, 50);
    const plain = seen.filter(({ timestamp }) => Number.isNaN(timestamp)).map(({ offset }) => offset);
    expect(plain).toEqual([20, 21, 22, 23, 24, 25, 26, 27, 28, 29]);
  });
});

describe('the ends of topics', () => {
  it('are the high watermarks once two readings a second apart agree', async () => {
    const log = new FakeLog(storedBatches(0, 30, 10));
    log.statuses = [{ highWatermark: 10 }, { highWatermark: 30 }, { highWatermark: 30 }];
    const began = Date.now();
    expect(await endOffsets(log.connection, ['t'])).toEqual([{ topic: 't', partition: 0, end: 30 }]);
    expect(log.readings).toBe(3);
    expect(Date.now() - began).toBeGreaterThanOrEqual(1_990);
  });

  it('are there also while someone goes on writing', async () => {
    const log = new FakeLog(storedBatches(0, 90, 10));
    log.statuses = Array.from({ length: 9 }, (_, i) => ({ highWatermark: i * 10 }));
    expect(await endOffsets(log.connection, ['t', 'other'])).toEqual([{ topic: 't', partition: 0, end: 20 }]);
  });
});
