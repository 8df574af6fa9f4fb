import type { ChildProcess } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ensureTopics, type FluvioConnection, type ReconnectNotice } from '../../../fluvio/client/index.js';
import type { ErrorCode } from '../../../fluvio/protocol/error-codes.js';
import { encodeProduceResponse } from '../../../fluvio/protocol/messages/produce.js';
import { encodeStreamFetchResponse } from '../../../fluvio/protocol/messages/stream-fetch.js';
import { readRecords, recordsOf, TestCluster } from './cluster.js';

let cluster: TestCluster;
beforeEach(async () => {
  cluster = await TestCluster.start();
});
afterEach(() => cluster.stop());

const numbered = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => ({ key: 'k', value: `v${from + i}` }));

async function produce(connection: FluvioConnection, topic: string, from: number, to: number): Promise<void> {
  const producer = connection.producer(topic);
  await producer.send(numbered(from, to));
  await producer.flush();
  producer.close();
}

/** The next Produce is answered with an error, and nothing is written. */
function refuseProduce(topic: string, errorCode: ErrorCode): void {
  const partition = { partitionIndex: 0, errorCode, baseOffset: -1, logAppendTimeMs: -1, logStartOffset: -1 };
  const refusal = { responses: [{ name: topic, partitions: [partition] }], throttleTimeMs: 0 };
  cluster.broker.intercept('Produce', ({ header }) => ({
    answer: (writer) => encodeProduceResponse(writer, refusal, header.apiVersion),
  }));
}

describe('a reader', () => {
  it('resumes by offset when the broker goes away and comes back, without a gap or a repeat', async () => {
    const notices: ReconnectNotice[] = [];
    const connection = await cluster.open({ onReconnect: (notice) => notices.push(notice) });
    await ensureTopics(connection, [{ name: 'steady', partitions: 1 }]);
    await produce(connection, 'steady', 0, 50);
    const seen: string[] = [];
    const reading = (async () => {
      for await (const batch of connection.read('steady', 0, { from: 'start' })) {
        seen.push(...recordsOf(batch).map(({ offset, value }) => `${offset}:${value}`));
        if (seen.length >= 100) break;
      }
    })();
    await expect.poll(() => seen.length).toBe(50);
    await cluster.broker.close();
    await new Promise((resolve) => setTimeout(resolve, 300));
    await cluster.startBroker();
    await produce(await cluster.open(), 'steady', 50, 100);
    await reading;
    expect(seen).toEqual(numbered(0, 100).map(({ value }, i) => `${i}:${value}`));
    expect(notices.length).toBeGreaterThan(0);
    expect(notices[0]!.cause).toBeInstanceOf(Error);
  });

  it.each([
    ['longer', 80, 'LOG_CHANGED'],
    ['shorter', 20, 'OFFSET_PAST_END'],
  ])('notices a topic made anew behind its back, %s than it was', async (_, length, code) => {
    const connection = await cluster.open();
    await ensureTopics(connection, [{ name: 'anew', partitions: 1 }]);
    await produce(connection, 'anew', 0, 50);
    let records = 0;
    const reading = (async () => {
      for await (const batch of connection.read('anew', 0, { from: 'start' })) records += batch.count;
    })();
    reading.catch(() => undefined);
    await expect.poll(() => records).toBe(50);
    await cluster.replaceData(async (other) => {
      await ensureTopics(other, [{ name: 'anew', partitions: 1 }]);
      await produce(other, 'anew', 1000, 1000 + length);
    });
    await expect(reading).rejects.toMatchObject({ code });
    expect(records).toBe(50);
  });

  it('gives up with CONNECTION_LOST when the broker stays away', async () => {
    const connection = await cluster.open({ giveUpAfterMs: 1_000 });
    await ensureTopics(connection, [{ name: 'gone', partitions: 1 }]);
    const reading = readRecords(connection, 'gone', 0, 1);
    await cluster.broker.close();
    await expect(reading).rejects.toMatchObject({ code: 'CONNECTION_LOST', message: /did not come back/ });
    await cluster.startBroker();
  });
});

describe('a producer', () => {
  it('sends everything since the last good flush again after a loss, and says that it did', async () => {
    const connection = await cluster.open();
    await ensureTopics(connection, [{ name: 'retry', partitions: 1 }]);
    const producer = connection.producer('retry');
    await producer.send(numbered(0, 10));
    expect(await producer.flush()).toEqual({ certain: 10, repeated: 0 });
    cluster.broker.intercept('Produce', () => 'disconnect');
    await producer.send(numbered(10, 20));
    expect(await producer.flush()).toEqual({ certain: 20, repeated: 10 });
    await producer.send(numbered(20, 21));
    expect(await producer.flush()).toEqual({ certain: 21, repeated: 10 });
    const values = (await readRecords(connection, 'retry', 0, 21)).map(({ value }) => value.toString());
    expect(values).toEqual(numbered(0, 21).map(({ value }) => value));
  });

  it('learns of a refusal by any of several partitions, whichever is flushed last', async () => {
    const connection = await cluster.open();
    await ensureTopics(connection, [{ name: 'several', partitions: 3 }]);
    const spread = Array.from({ length: 60 }, (_, i) => ({ key: `key ${i}`, value: `v${i}` }));
    // The native client asks its partitions in an order that is another one for each producer.
    for (let round = 0; round < 12; round++) {
      const producer = connection.producer('several');
      await producer.send(spread);
      cluster.broker.intercept('Produce', () => undefined);
      cluster.broker.intercept('Produce', () => undefined);
      refuseProduce('several', { code: 'PartitionFull', topic: 'several', partition: 0 });
      expect(await producer.flush()).toEqual({ certain: 60, repeated: 60 });
      producer.close();
    }
  });

  it('trusts no flush by way of a connection made anew: what a starting SPU refuses would pass unseen', async () => {
    const connection = await cluster.open();
    await ensureTopics(connection, [{ name: 'idle', partitions: 1 }]);
    const producer = connection.producer('idle');
    await producer.send(numbered(0, 10));
    await producer.flush();
    await cluster.broker.close();
    await new Promise((resolve) => setTimeout(resolve, 300));
    await cluster.startBroker();
    for (let request = 0; request < 2; request++) refuseProduce('idle', { code: 'NotLeaderForPartition' });
    await producer.send(numbered(10, 20));
    expect(await producer.flush()).toEqual({ certain: 20, repeated: 10 });
    expect(await readRecords(connection, 'idle', 0, 20)).toHaveLength(20);
  });

  it('sends nothing again before the leader serves the partition: its refusals would pass unseen', async () => {
    const connection = await cluster.open();
    await ensureTopics(connection, [{ name: 'starting', partitions: 1 }]);
    const producer = connection.producer('starting');
    await producer.send(numbered(0, 10));
    await producer.flush();
    const partition = {
      partitionIndex: 0,
      errorCode: { code: 'NotLeaderForPartition' },
      highWatermark: -1,
      nextFilterOffset: -1,
      logStartOffset: -1,
      aborted: null,
      records: Buffer.alloc(0),
    } as const;
    const refusal = { topic: 'starting', streamId: 1, partition };
    let refusals = 0;
    cluster.broker.intercept('Produce', () => 'disconnect');
    cluster.broker.intercept('StreamFetch', ({ header }) => {
      refusals++;
      return { answer: (writer) => encodeStreamFetchResponse(writer, refusal, header.apiVersion) };
    });
    await producer.send(numbered(10, 20));
    expect(await producer.flush()).toEqual({ certain: 20, repeated: 10 });
    expect(refusals).toBe(1);
  });

  it('is dead for good when the connection does not come back, and says what is uncertain', async () => {
    const connection = await cluster.open({ giveUpAfterMs: 500 });
    await ensureTopics(connection, [{ name: 'dead', partitions: 1 }]);
    const producer = connection.producer('dead');
    await producer.send(numbered(0, 10));
    await producer.flush();
    await cluster.broker.close();
    await producer.send(numbered(10, 17));
    await expect(producer.flush()).rejects.toMatchObject({ code: 'PRODUCER_DEAD', uncertain: 7 });
    await expect(producer.send(numbered(17, 18))).rejects.toMatchObject({ code: 'PRODUCER_DEAD' });
    await cluster.startBroker();
    await expect(producer.flush()).rejects.toMatchObject({ code: 'PRODUCER_DEAD' });
  });

  it('bounds what is on the way, however fast the caller is', async () => {
    const connection = await cluster.open();
    await ensureTopics(connection, [{ name: 'fast', partitions: 1 }]);
    const producer = connection.producer('fast');
    const value = 'x'.repeat(1_000);
    let ahead = 0;
    const sends = Array.from({ length: 40 }, () => {
      ahead++;
      return producer.send(Array.from({ length: 500 }, () => ({ key: 'k', value }))).then(() => ahead--);
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(ahead).toBeGreaterThan(20);
    await Promise.all(sends);
    expect((await producer.flush()).certain).toBe(20_000);
  });
});

describe('a native client that crashes', () => {
  it('is replaced: what was not certain is sent again, and readers go on', async () => {
    const connection = await cluster.open();
    await ensureTopics(connection, [{ name: 'crash', partitions: 1 }]);
    const reading = readRecords(connection, 'crash', 0, 10);
    const producer = connection.producer('crash');
    await producer.send(numbered(0, 10));
    (connection as unknown as { process: { child: ChildProcess } }).process.child.kill('SIGKILL');
    const { certain } = await producer.flush();
    expect(certain).toBe(10);
    const values = (await reading).map(({ value }) => value.toString());
    expect(new Set(values)).toEqual(new Set(numbered(0, 10).map(({ value }) => value)));
  });
});

describe('errors', () => {
  it('are FluvioErrors with codes, whatever the native client throws', async () => {
    const connection = await cluster.open();
    await connection.createTopic('once', { partitions: 1 });
    const again = connection.createTopic('once', { partitions: 1 });
    await expect(again).rejects.toMatchObject({ name: 'FluvioError', code: 'TOPIC_EXISTS' });
    await expect(connection.createTopic('Bad Name!', { partitions: 1 })).rejects.toMatchObject({
      code: 'TOPIC_NAME_INVALID',
    });
    await expect(connection.deleteTopic('missing')).rejects.toMatchObject({ code: 'TOPIC_NOT_FOUND' });
    const producer = connection.producer('missing');
    await producer.send([{ key: 'a', value: 'b' }]);
    await expect(producer.flush()).rejects.toMatchObject({ code: 'TOPIC_NOT_FOUND' });
    await connection.close();
    await expect(connection.topics()).rejects.toMatchObject({ code: 'CLOSED' });
  });
});
