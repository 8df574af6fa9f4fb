import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  assertFilter,
  ensureTopics,
  type FluvioConnection,
  isSelected,
  type RecordFilter,
} from '../../../fluvio/client/index.js';
import { LocalFilter } from '../../../fluvio/client/local-filter.js';
import { recordBatch } from '../../support/record-batch.js';
import { recordsOf, TestCluster } from './cluster.js';

const COUNT = 600;
const prices = Array.from({ length: COUNT }, (_, i) => (i * 37) % 200);
const filter: RecordFilter = { module: 'purchases-over', parameters: { amount: '150' } };

let cluster: TestCluster;
beforeAll(async () => {
  cluster = await TestCluster.start();
  const connection = await cluster.open();
  await ensureTopics(connection, [{ name: 'purchases', partitions: 1 }]);
  const producer = connection.producer('purchases');
  await producer.send(
    prices.map((price, i) => ({ key: `k${i}`, value: JSON.stringify({ price, at: 'x'.repeat(60) }) })),
  );
  await producer.flush();
  producer.close();
});
afterAll(() => cluster.stop());

/** Offset, key and price of what is selected from `from` on. */
async function selected(connection: FluvioConnection, from: number | 'start') {
  const seen: string[] = [];
  for await (const batch of connection.read('purchases', 0, { from, filter })) {
    recordsOf(batch).forEach(({ offset, key, value, timestamp }, i) => {
      if (!isSelected(batch, i)) return;
      expect(Math.abs(timestamp - Date.now())).toBeLessThan(120_000);
      seen.push(`${offset} ${key} ${(JSON.parse(value.toString()) as { price: number }).price}`);
    });
    if (batch.baseOffset + batch.count >= COUNT) break;
  }
  return seen;
}

const expected = (from: number) =>
  prices.flatMap((price, i) => (i >= from && price > 150 ? [`${i} k${i} ${price}`] : []));

describe('reading through a filter', () => {
  it('gives what it selects, with offset, key and time, from any offset on', async () => {
    const connection = await cluster.open();
    expect(await selected(connection, 'start')).toEqual(expected(0));
    expect(await selected(connection, 333)).toEqual(expected(333));
  });

  it('gives the same where an answer is too large for the stream, and the filter works in this process', async () => {
    const connection = await cluster.open({ maxBytes: 100, stallMs: 400 });
    expect(await selected(connection, 100)).toEqual(expected(100));
  }, 60_000);

  it('needs a module that selects, and values that it takes', () => {
    expect(() => assertFilter({ module: 'purchases-over', parameters: { amount: 'x' } })).toThrow(
      'SmartModule purchases-over: amount is not a number.',
    );
    expect(() => assertFilter({ module: 'purchases-over', parameters: { amuont: '1' } })).toThrow(
      /no parameter amuont/,
    );
    expect(() => assertFilter({ module: 'boundary', parameters: {} })).toThrow(/no parameters/);
  });
});

it('a filter in this process keeps places, times, and absent and empty keys', () => {
  const batch = recordBatch('t', 3, 50, [
    { value: '{"price":200}', timestamp: 5 },
    { key: 'k', value: '{"price":1}', timestamp: 6 },
    { key: '', value: '{"price":300}' },
  ]);
  const out = new LocalFilter('purchases-over', { amount: '150', output: 'envelope' }).select(batch);
  expect(out).toMatchObject({ topic: 't', partition: 3, baseOffset: 50, count: 3 });
  expect([0, 1, 2].map((i) => isSelected(out, i))).toEqual([true, false, true]);
  expect(recordsOf(out).map(({ value }) => value.toString())).toEqual(['{"price":200}', '', '{"price":300}']);
  expect(out.keyStart[0]).toBe(-1);
  expect(out.keyStart[2]).toBe(out.keyEnd[2]);
  expect([...out.timestamps]).toEqual([5, 6, Number.NaN]);
});
