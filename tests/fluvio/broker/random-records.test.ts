import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Broker, startBroker } from '../../../fluvio/broker/broker.js';
import { decodeBatchRecords, encodeBatch, splitBatches } from '../../../fluvio/protocol/batch.js';
import { createTopic, fetchOnce, produceBatches } from './single-requests.js';

let dataDir: string;
let broker: Broker;
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'random-'));
  broker = await startBroker({ dataDir, scPort: 0, spuPort: 0 });
});
afterAll(async () => {
  await broker.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const bytes = fc.uint8Array({ maxLength: 40 }).map((array) => Buffer.from(array));
const record = fc.record({ key: fc.option(bytes), value: bytes });
const batch = fc.array(record, { minLength: 1, maxLength: 20 });
const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,30}[a-z0-9]$/);

it('gives back whatever was produced, in order, from any offset, in any partition of any topic', async () => {
  let made = 0;
  const scenario = fc.record({
    name,
    partitions: fc.integer({ min: 1, max: 5 }),
    batches: fc.array(batch, { minLength: 1, maxLength: 8 }),
  });
  const holds = async ({
    name: base,
    partitions,
    batches,
  }: {
    name: string;
    partitions: number;
    batches: { key: Buffer | null; value: Buffer }[][];
  }) => {
    const topic = `${base}-${made++}`;
    await createTopic(broker, topic, partitions);
    const partition = partitions - 1;
    const written = batches.flat();
    for (const records of batches) {
      expect(await produceBatches(broker, topic, encodeBatch(records), partition)).toMatchObject({
        errorCode: { code: 'None' },
      });
    }
    for (const from of [0, written.length - 1, Math.floor(written.length / 2)]) {
      const { records, highWatermark } = await fetchOnce(broker, topic, from, { partition });
      const read = splitBatches(records).flatMap((stored) =>
        decodeBatchRecords(stored).map(({ key, value, offsetDelta }) => ({
          offset: stored.header.baseOffset + offsetDelta,
          key,
          value,
        })),
      );
      expect(highWatermark).toBe(written.length);
      expect(read[0]!.offset).toBeLessThanOrEqual(from);
      expect(read).toEqual(
        written.map((original, offset) => ({ offset, ...original })).slice(read[0]!.offset),
      );
    }
  };
  await fc.assert(fc.asyncProperty(scenario, holds), { numRuns: 40 });
});
