import { afterAll, beforeAll, expect, it } from 'vitest';
import { ensureTopics, type FluvioConnection } from '../../../fluvio/client/index.js';
import { TestCluster } from './cluster.js';

let cluster: TestCluster;
let connection: FluvioConnection;
beforeAll(async () => {
  cluster = await TestCluster.start();
  connection = await cluster.open();
  await ensureTopics(connection, [
    { name: 'plain', partitions: 1 },
    { name: 'large', partitions: 1 },
  ]);
  const producer = connection.producer('plain');
  for (let i = 0; i < 30; i++) {
    await producer.send([{ key: `k${i}`, value: `v${i}` }]);
    if (i % 7 === 0) await producer.flush();
  }
  await producer.flush();
  const large = connection.producer('large');
  const value = 'x'.repeat(4_000);
  await large.send(Array.from({ length: 3_000 }, (_, i) => ({ key: `${i}`, value })));
  await large.flush();
});
afterAll(() => cluster.stop());

async function read(from: number, to: number) {
  const records: string[] = [];
  for await (const batch of connection.readPlain('plain', 0, { from, to })) {
    for (let i = 0; i < batch.count; i++) {
      const text = (start: number, end: number) => batch.bytes.toString('utf8', start, end);
      const key = text(batch.keyStart[i]!, batch.keyEnd[i]!);
      const value = text(batch.valueStart[i]!, batch.valueEnd[i]!);
      records.push(`${batch.baseOffset + i} ${key} ${value} ${batch.timestamps[i]}`);
    }
  }
  return records;
}

it('gives the records of a range, from within a stored batch too, without timestamps', async () => {
  const expected = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, i) => `${from + i} k${from + i} v${from + i} NaN`);
  expect(await read(0, 30)).toEqual(expected(0, 30));
  expect(await read(11, 17)).toEqual(expected(11, 17));
  expect(await read(30, 30)).toEqual([]);
});

it('goes on where it was after a lost connection', async () => {
  const keys: string[] = [];
  for await (const { count, bytes, keyStart, keyEnd } of connection.readPlain('large', 0, {
    from: 0,
    to: 3_000,
  })) {
    if (keys.length === 0) {
      await cluster.broker.close();
      await cluster.startBroker();
    }
    for (let i = 0; i < count; i++) keys.push(bytes.toString('utf8', keyStart[i], keyEnd[i]));
  }
  expect(keys).toEqual(Array.from({ length: 3_000 }, (_, i) => `${i}`));
});
