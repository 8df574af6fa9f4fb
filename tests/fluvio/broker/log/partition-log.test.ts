import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppendError, type LogLimits, PartitionLog } from '../../../../fluvio/broker/log/partition-log.js';
import { decodeBatchRecords, encodeBatch, splitBatches } from '../../../../fluvio/protocol/batch.js';

const LIMITS: LogLimits = { segmentBytes: 1 << 20, retentionSeconds: 3600, maxPartitionBytes: 1 << 30 };
let root: string;
let directory: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'partition-log-'));
  directory = join(root, 'log');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const batchOf = (...values: string[]): Buffer =>
  encodeBatch(values.map((value) => ({ key: null, value: Buffer.from(value) })));

/** Reads from `offset` to the end as `[offset, value]` pairs, one fetch of `maxBytes` after the other. */
async function readAll(log: PartitionLog, offset: number, maxBytes = 1 << 20): Promise<[number, string][]> {
  const got: [number, string][] = [];
  for (let next = offset; next < log.end; ) {
    const batches = splitBatches(await log.read(next, maxBytes));
    expect(batches.length).toBeGreaterThan(0);
    for (const batch of batches) {
      for (const record of decodeBatchRecords(batch)) {
        got.push([batch.header.baseOffset + record.offsetDelta, record.value.toString()]);
      }
      next = batch.header.baseOffset + batch.header.lastOffsetDelta + 1;
    }
  }
  return got;
}

describe('append and read', () => {
  it('numbers batches one after the other and gives them back', async () => {
    const log = PartitionLog.open(directory, LIMITS);
    expect(await log.append(batchOf('a', 'b'))).toBe(0);
    expect(await log.append(Buffer.concat([batchOf('c'), batchOf('d', 'e')]))).toBe(2);
    expect([log.start, log.end]).toEqual([0, 5]);
    expect(await readAll(log, 0)).toEqual([
      [0, 'a'],
      [1, 'b'],
      [2, 'c'],
      [3, 'd'],
      [4, 'e'],
    ]);
    log.close();
  });

  it('starts at the batch that holds the offset asked for', async () => {
    const log = PartitionLog.open(directory, LIMITS);
    await log.append(batchOf('a', 'b', 'c'));
    await log.append(batchOf('d'));
    expect((await readAll(log, 1))[0]).toEqual([0, 'a']);
    expect(await readAll(log, 3)).toEqual([[3, 'd']]);
    log.close();
  });

  it('finds every offset among many batches, whatever their size, through several segments', async () => {
    const log = PartitionLog.open(directory, { ...LIMITS, segmentBytes: 60_000 });
    for (let i = 0; i < 120; i++) await log.append(batchOf(`${i} ${'x'.repeat((i * 197) % 6000)}`));
    expect(readdirSync(directory).length).toBeGreaterThan(3);
    for (let i = 0; i < 120; i++) {
      const [first] = splitBatches(await log.read(i, 1));
      expect(first!.header.baseOffset).toBe(i);
    }
    expect((await readAll(log, 0, 10_000)).map(([offset]) => offset)).toEqual(
      Array.from({ length: 120 }, (_, i) => i),
    );
    log.close();
  });

  it('gives at least one batch, however small the limit, and no cut one', async () => {
    const log = PartitionLog.open(directory, LIMITS);
    const large = batchOf('x'.repeat(200_000));
    await log.append(large);
    await log.append(batchOf('y'));
    expect((await log.read(0, 1)).length).toBe(large.length);
    expect(splitBatches(await log.read(0, large.length + 5))).toHaveLength(1);
    expect(splitBatches(await log.read(0, 1 << 20))).toHaveLength(2);
    log.close();
  });

  it('refuses a batch whose checksum is wrong, which a restart would cut off', async () => {
    const log = PartitionLog.open(directory, LIMITS);
    const damaged = batchOf('a');
    damaged[damaged.length - 2]! ^= 1;
    await expect(log.append(damaged)).rejects.toMatchObject({ code: 'bad-checksum' });
    expect(log.end).toBe(0);
    log.close();
  });

  it('touches no file after it was closed', async () => {
    const log = PartitionLog.open(directory, LIMITS);
    await log.append(batchOf('a'));
    log.close();
    await expect(log.append(batchOf('b'))).rejects.toMatchObject({ code: 'io' });
    await expect(log.read(0, 1000)).rejects.toThrow('closed');
  });

  it('refuses what is no whole batch and what fits no segment, and writes nothing of it', async () => {
    const log = PartitionLog.open(directory, { ...LIMITS, segmentBytes: 1000 });
    const cut = Buffer.concat([batchOf('a'), batchOf('b').subarray(0, 40)]);
    await expect(log.append(cut)).rejects.toMatchObject({ code: 'not-batches' });
    await expect(log.append(batchOf('x'.repeat(1000)))).rejects.toBeInstanceOf(AppendError);
    expect([log.end, log.size]).toEqual([0, 0]);
    log.close();
  });
});

describe('recovery', () => {
  it('has everything acknowledged after a restart without a close', async () => {
    const log = PartitionLog.open(directory, { ...LIMITS, segmentBytes: 300 });
    for (const value of ['a', 'b', 'c', 'd', 'e']) await log.append(batchOf(value, value));
    const killed = join(root, 'killed');
    cpSync(directory, killed, { recursive: true });
    const again = PartitionLog.open(killed, LIMITS);
    expect((await readAll(again, 0)).map(([, value]) => value).join('')).toBe('aabbccddee');
    expect(await again.append(batchOf('f'))).toBe(10);
    log.close();
    again.close();
  });

  it('cuts a torn tail at every possible length, and then appends in its place', async () => {
    const whole = batchOf('kept');
    const torn = batchOf('torn by a crash');
    torn.writeBigInt64BE(1n, 0);
    for (let length = 1; length < torn.length; length += 7) {
      const here = join(root, `torn-${length}`);
      const log = PartitionLog.open(here, LIMITS);
      await log.append(Buffer.from(whole));
      log.close();
      appendFileSync(join(here, readdirSync(here)[0]!), torn.subarray(0, length));
      const damage: string[] = [];
      const again = PartitionLog.open(here, LIMITS, (message) => damage.push(message));
      expect(damage[0]).toContain(`cut ${length} torn bytes`);
      expect(await again.append(batchOf('next'))).toBe(1);
      expect((await readAll(again, 0)).map(([, value]) => value)).toEqual(['kept', 'next']);
      again.close();
    }
  });

  it('cuts from the first batch on whose checksum is wrong', async () => {
    const log = PartitionLog.open(directory, LIMITS);
    for (const value of ['first', 'second', 'third']) await log.append(batchOf(value));
    log.close();
    const file = join(directory, readdirSync(directory)[0]!);
    const bytes = readFileSync(file);
    bytes[bytes.indexOf('second')]! ^= 1;
    writeFileSync(file, bytes);
    const again = PartitionLog.open(directory, LIMITS);
    expect(await readAll(again, 0)).toEqual([[0, 'first']]);
    again.close();
  });

  it('sets segments aside that lie behind a hole', async () => {
    const log = PartitionLog.open(directory, { ...LIMITS, segmentBytes: 100 });
    for (const value of ['a', 'b', 'c']) await log.append(batchOf(value));
    log.close();
    rmSync(join(directory, '00000000000000000001.log'));
    const again = PartitionLog.open(directory, LIMITS);
    expect([again.start, again.end]).toEqual([0, 1]);
    expect(readdirSync(directory)).toContain('00000000000000000002.log.orphan');
    again.close();
  });
});

describe('retention', () => {
  it('removes old segments but never the one being written, and moves the start', async () => {
    const log = PartitionLog.open(directory, { ...LIMITS, segmentBytes: 100 });
    for (const value of ['a', 'b', 'c']) await log.append(batchOf(value));
    const now = Date.now();
    expect(log.removeExpired(now)).toBe(0);
    utimesSync(join(directory, '00000000000000000000.log'), now / 1000, now / 1000 - 3601);
    expect(log.removeExpired(now)).toBe(1);
    expect([log.start, log.end]).toEqual([1, 3]);
    expect(await readAll(log, 1)).toEqual([
      [1, 'b'],
      [2, 'c'],
    ]);
    expect(log.removeExpired(now + 4_000_000)).toBe(1);
    expect([log.start, log.end]).toEqual([2, 3]);
    log.close();
    const again = PartitionLog.open(directory, LIMITS);
    expect([again.start, again.end]).toEqual([2, 3]);
    again.close();
  });

  it('removes the oldest segments of a partition that is too large', async () => {
    const log = PartitionLog.open(directory, { ...LIMITS, segmentBytes: 100, maxPartitionBytes: 150 });
    for (const value of ['a', 'b', 'c']) await log.append(batchOf(value));
    log.removeExpired(Date.now());
    expect(log.start).toBe(1);
    log.close();
  });

  it('lets a read that is under way end although its segment is removed', async () => {
    const log = PartitionLog.open(directory, { ...LIMITS, segmentBytes: 4 << 20 });
    await log.append(batchOf('x'.repeat(3 << 20)));
    await log.append(batchOf('y'.repeat(3 << 20)));
    const reading = log.read(0, 4 << 20);
    expect(log.removeExpired(Date.now() + 4_000_000)).toBe(1);
    expect((await reading).length).toBeGreaterThan(3 << 20);
    log.close();
  });
});
