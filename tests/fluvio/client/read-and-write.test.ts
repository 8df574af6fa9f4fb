import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureTopics, type FluvioConnection, MAX_RECORD_BYTES } from '../../../fluvio/client/index.js';
import { readRecords, recordsOf, TestCluster } from './cluster.js';

let cluster: TestCluster;
let connection: FluvioConnection;
beforeAll(async () => {
  cluster = await TestCluster.start();
  connection = await cluster.open();
});
afterAll(() => cluster.stop());

async function topicWith(name: string, values: readonly (string | Uint8Array)[], flushEvery = Infinity) {
  await ensureTopics(connection, [{ name, partitions: 1 }]);
  const producer = connection.producer(name);
  for (let i = 0; i < values.length; i++) {
    await producer.send([{ key: `k${i}`, value: values[i]! }]);
    if ((i + 1) % flushEvery === 0) await producer.flush();
  }
  return producer.flush();
}

describe('what is sent', () => {
  it('is read back exactly: any bytes, empty keys, times, in order by key, in every partition', async () => {
    await ensureTopics(connection, [{ name: 'exact', partitions: 3 }]);
    const producer = connection.producer('exact');
    const sent = Array.from({ length: 600 }, (_, i) => ({
      key: i % 7 === 0 ? Buffer.from([0xff, i % 11]) : `player_${i % 13}`,
      value: i % 5 === 0 ? Buffer.from([0xc3, 0x28, 0, i & 0xff]) : `{"n":${i},"é":"→😀"}`,
    }));
    sent.push({ key: '', value: '' });
    const before = Date.now();
    await producer.send(sent);
    expect(await producer.flush()).toEqual({ certain: 601, repeated: 0 });

    const ends = (await connection.partitions('exact')).map(({ highWatermark }) => highWatermark);
    expect(ends.reduce((sum, end) => sum + end)).toBe(601);
    const seen = [];
    for (const [partition, end] of ends.entries()) {
      const records = end === 0 ? [] : await readRecords(connection, 'exact', partition, end);
      expect(records.map(({ offset }) => offset)).toEqual(records.map((_, i) => i));
      seen.push(...records);
    }
    for (const record of seen) {
      expect(record.timestamp).toBeGreaterThanOrEqual(before - 1_000);
      expect(record.timestamp).toBeLessThanOrEqual(Date.now() + 1_000);
    }
    const byKey = (records: { key?: unknown; value: unknown }[]) => {
      const groups = new Map<string, string[]>();
      for (const { key, value } of records) {
        const group = Buffer.from(key as Buffer).toString('hex');
        groups.set(group, [...(groups.get(group) ?? []), Buffer.from(value as Buffer).toString('hex')]);
      }
      return groups;
    };
    expect(byKey(seen)).toEqual(byKey(sent));
  });

  it('may be as large as one record can be, and what is larger is named and takes nothing with it', async () => {
    await ensureTopics(connection, [{ name: 'large', partitions: 1 }]);
    const producer = connection.producer('large');
    const tooLarge = { key: 'k', value: 'x'.repeat(MAX_RECORD_BYTES) };
    await producer.send([{ key: 'k', value: 'y'.repeat(MAX_RECORD_BYTES - 1) }]);
    await expect(producer.send([{ key: 'a', value: 'b' }, tooLarge])).rejects.toMatchObject({
      code: 'RECORD_TOO_LARGE',
      from: 1,
    });
    await producer.send([{ key: 'a', value: 'after' }]);
    expect(await producer.flush()).toEqual({ certain: 2, repeated: 0 });
    const values = (await readRecords(connection, 'large', 0, 2)).map(({ value }) => value.length);
    expect(values).toEqual([MAX_RECORD_BYTES - 1, 5]);
  });
});

describe('reading', () => {
  it('can start at any offset, boundary of a stored batch or not, and gives exactly the rest', async () => {
    const values = Array.from({ length: 40 }, (_, i) => `v${i}`);
    await topicWith('anywhere', values, 10);
    for (const from of [0, 1, 9, 10, 11, 25, 39]) {
      const seen = await readRecords(connection, 'anywhere', 0, 40 - from, { from });
      expect(seen.map(({ offset, value }) => `${offset}:${value}`)).toEqual(
        values.slice(from).map((value, i) => `${from + i}:${value}`),
      );
    }
  });

  it('marks whole stored batches as packed, and one cut at the start as not', async () => {
    await topicWith('packed', ['a', 'b', 'c', 'd', 'e', 'f'], 3);
    const flags: [number, number, boolean][] = [];
    // With answers so small each stored batch comes by itself.
    const through = await cluster.open({ maxBytes: 1024 * 1024 });
    for await (const batch of through.read('packed', 0, { from: 1 })) {
      flags.push([batch.baseOffset, batch.count, batch.packed]);
      if (batch.baseOffset + batch.count === 6) break;
    }
    expect(flags[0]![0]).toBe(1);
    expect(flags[0]![2]).toBe(false);
    expect(flags.at(-1)![2]).toBe(true);
  });

  it('waits at the end for what comes, and ends when the signal says so', async () => {
    await topicWith('live', ['old']);
    const stop = new AbortController();
    const seen: string[] = [];
    const reading = (async () => {
      for await (const batch of connection.read('live', 0, { from: 'end', signal: stop.signal })) {
        seen.push(...recordsOf(batch).map(({ offset, value }) => `${offset}:${value}`));
        if (seen.length === 3) stop.abort();
      }
    })();
    const producer = connection.producer('live');
    for (let i = 1; i <= 3; i++) {
      await new Promise((resolve) => setTimeout(resolve, 60));
      await producer.send([{ key: 'k', value: `new${i}` }]);
      await producer.flush();
    }
    await reading;
    expect(seen).toEqual(['1:new1', '2:new2', '3:new3']);
  });

  it('says so when the offset lies beyond the end', async () => {
    await topicWith('short', ['a']);
    const reading = readRecords(connection, 'short', 0, 1, { from: 5 });
    await expect(reading).rejects.toMatchObject({ code: 'OFFSET_PAST_END', from: 5, to: 1 });
  });

  it('says so when the topic or the partition is not there', async () => {
    await topicWith('there', ['a']);
    const missing = readRecords(connection, 'missing', 0, 1);
    await expect(missing).rejects.toMatchObject({ code: 'TOPIC_NOT_FOUND' });
    const partition = readRecords(connection, 'there', 7, 1);
    await expect(partition).rejects.toMatchObject({ code: 'PARTITION_NOT_FOUND' });
  });

  it('ends with an error when the topic is deleted under it', async () => {
    await topicWith('doomed', ['a']);
    const reading = readRecords(connection, 'doomed', 0, 2);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await connection.deleteTopic('doomed');
    await expect(reading).rejects.toMatchObject({ code: 'TOPIC_NOT_FOUND' });
  });
});
