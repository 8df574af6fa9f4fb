import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Broker, startBroker } from '../../../fluvio/broker/broker.js';
import { encodeRequestFrame } from '../../../fluvio/protocol/frame.js';
import {
  ADMIN_DELETE_API,
  encodeAdminDeleteRequest,
} from '../../../fluvio/protocol/messages/admin-delete.js';
import {
  ADMIN_LIST_API,
  decodeAdminListResponse,
  encodeAdminListRequest,
} from '../../../fluvio/protocol/messages/admin-list.js';
import { encodeProduceRequest } from '../../../fluvio/protocol/messages/produce.js';
import { DEFAULT_STORAGE_POLICY } from '../../../fluvio/protocol/objects/storage-policy.js';
import { ask, exchange } from '../../contract/raw-request.js';
import { LOOPS_FOR_EVER } from './engine/hand-made-modules.js';
import { createTopic, fetchOnce, offsetsOf, produce } from './single-requests.js';

let root: string;
let broker: Broker;

const start = (dataDir: string): Promise<Broker> =>
  startBroker({ dataDir, scPort: 0, spuPort: 0, moduleCallLimitMs: 200 });

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'broker-'));
  broker = await start(join(root, 'data'));
});
afterEach(async () => {
  await broker.close();
  rmSync(root, { recursive: true, force: true });
});

describe('after the end of the process', () => {
  it('has every topic, setting, SmartModule and acknowledged record that it had, without a close', async () => {
    await createTopic(broker, 'kept', 2, {
      ...DEFAULT_STORAGE_POLICY,
      cleanupPolicy: { timeInSeconds: 3600 },
    });
    await createTopic(broker, 'gone');
    await produce(broker, 'kept', ['a', 'b']);
    await produce(broker, 'kept', ['c'], 1);
    broker.putSmartModule('pack', Buffer.from('wasm'));
    // What lies on disk at this moment is what a process killed here leaves.
    const killed = join(root, 'killed');
    cpSync(join(root, 'data'), killed, { recursive: true });
    await broker.close();
    broker = await start(killed);
    expect(await offsetsOf(broker, 'kept')).toMatchObject({ lastStableOffset: 2 });
    expect(await offsetsOf(broker, 'kept', 1)).toMatchObject({ lastStableOffset: 1 });
    expect(await produce(broker, 'kept', ['d'])).toMatchObject({
      baseOffset: 2,
      errorCode: { code: 'None' },
    });
    const request = { nameFilters: [], summary: false, system: false } as const;
    const list = async (label: 'Topic' | 'SmartModule') => {
      const answer = await ask(broker.scAddress, ADMIN_LIST_API, 19, (to) =>
        encodeAdminListRequest(to, { label, ...request }, 19),
      );
      return decodeAdminListResponse(answer, 19).items;
    };
    expect((await list('Topic')).map(({ name }) => name)).toEqual(['gone', 'kept']);
    expect((await list('Topic'))[1]!.spec).toMatchObject({ cleanupPolicy: { timeInSeconds: 3600 } });
    expect((await list('SmartModule')).map(({ name }) => name)).toEqual(['pack']);
  });
});

describe('requests that are refused', () => {
  it.each([
    ['Bad Name', 1, 'TopicInvalidName'],
    ['-x', 1, 'TopicInvalidName'],
    ['x'.repeat(64), 1, 'TopicInvalidName'],
    ['none', 0, 'TopicError'],
  ])('a topic named %s with %i partitions', async (name, partitions, code) => {
    expect(await createTopic(broker, name, partitions)).toMatchObject({ errorCode: { code } });
  });

  it('a retention below Fluvio’s least', async () => {
    const answer = await createTopic(broker, 'short', 1, {
      ...DEFAULT_STORAGE_POLICY,
      cleanupPolicy: { timeInSeconds: 1 },
    });
    expect(answer).toMatchObject({
      errorCode: { code: 'TopicInvalidConfiguration' },
      errorMessage: 'retention_secs 1 is less than minimum 10',
    });
  });

  it('records for a partition that is not there, and in a compression that the topic does not allow', async () => {
    expect(await produce(broker, 'missing', ['a'])).toMatchObject({
      errorCode: { code: 'NotLeaderForPartition' },
    });
    expect(await offsetsOf(broker, 'missing')).toMatchObject({ errorCode: { code: 'PartitionNotLeader' } });
    expect(await fetchOnce(broker, 'missing', 0)).toMatchObject({
      errorCode: { code: 'NotLeaderForPartition' },
    });
    await createTopic(broker, 'zipped', 1, { ...DEFAULT_STORAGE_POLICY, compressionType: 'gzip' });
    expect(await produce(broker, 'zipped', ['a'])).toMatchObject({ errorCode: { code: 'CompressionError' } });
  });

  it('a topic for which the disk has no place, and nothing of it stays', async () => {
    writeFileSync(join(root, 'data', 'logs.away'), '');
    renameSync(join(root, 'data', 'logs'), join(root, 'moved'));
    renameSync(join(root, 'data', 'logs.away'), join(root, 'data', 'logs'));
    expect(await createTopic(broker, 'placeless')).toMatchObject({
      errorCode: { code: 'TopicNotProvisioned' },
    });
    expect(await offsetsOf(broker, 'placeless')).toMatchObject({ errorCode: { code: 'PartitionNotLeader' } });
    rmSync(join(root, 'data', 'logs'));
    renameSync(join(root, 'moved'), join(root, 'data', 'logs'));
    expect(await createTopic(broker, 'placeless')).toMatchObject({ errorCode: { code: 'None' } });
  });

  it('a batch larger than a segment', async () => {
    await createTopic(broker, 'small', 1, {
      ...DEFAULT_STORAGE_POLICY,
      storage: { segmentSize: 2048, maxPartitionSize: null },
    });
    expect(await produce(broker, 'small', ['x'.repeat(3000)])).toMatchObject({
      errorCode: { code: 'MessageTooLarge' },
    });
  });

  it('a stream that starts beyond the log’s end', async () => {
    await createTopic(broker, 'short');
    const message = 'start offset: 5 is greater than leo: 0';
    expect(await fetchOnce(broker, 'short', 5)).toMatchObject({ errorCode: { code: 'Other', message } });
  });

  it('a stream that starts before what is kept', async () => {
    const storage = { segmentSize: 2048, maxPartitionSize: null };
    await createTopic(broker, 'aged', 1, { ...DEFAULT_STORAGE_POLICY, storage });
    for (const value of ['a', 'b']) await produce(broker, 'aged', [value.repeat(1500)]);
    await broker.close();
    const logs = join(root, 'data', 'logs');
    const folder = readdirSync(logs).find((entry) => entry.startsWith('aged'))!;
    rmSync(join(logs, folder, '0', '00000000000000000000.log'));
    broker = await start(join(root, 'data'));
    expect(await offsetsOf(broker, 'aged')).toMatchObject({ startOffset: 1, lastStableOffset: 2 });
    const errorCode = { code: 'OffsetEvicted', offset: 0, nextAvailable: 1 };
    expect(await fetchOnce(broker, 'aged', 0)).toMatchObject({ errorCode });
    expect(await fetchOnce(broker, 'aged', 1)).toMatchObject({ logStartOffset: 1, highWatermark: 2 });
  });

  it('a stream whose topic is deleted while its SmartModule is made', async () => {
    await createTopic(broker, 'brief');
    const stream = fetchOnce(broker, 'brief', 0, { module: LOOPS_FOR_EVER });
    await expect.poll(() => broker.connections).toBe(1);
    const request = { label: 'Topic', key: 'brief', force: false } as const;
    await ask(broker.scAddress, ADMIN_DELETE_API, 19, (to) => encodeAdminDeleteRequest(to, request, 19));
    expect(await stream).toMatchObject({ errorCode: { code: 'TopicDeleted' } });
  });

  it('a SmartModule whose call does not return', async () => {
    await createTopic(broker, 'stuck');
    await produce(broker, 'stuck', ['a']);
    const { errorCode } = await fetchOnce(broker, 'stuck', 0, { module: LOOPS_FOR_EVER });
    expect(errorCode).toMatchObject({
      code: 'Other',
      message: expect.stringContaining('did not return within 200 ms'),
    });
    expect(await fetchOnce(broker, 'stuck', 0)).toMatchObject({
      errorCode: { code: 'None' },
      highWatermark: 1,
    });
  });
});

describe('what is no request', () => {
  it.each(['68-raw-sc-unknown-key', '69-raw-sc-too-new'])(
    'ends the connection to the SC: %s',
    async (capture) => {
      const command = readFileSync(new URL(`../../golden/${capture}.cmd`, import.meta.url), 'utf8').trim();
      // The last byte of its frame is missing in the capture, where the end of the stream closed the connection.
      const frame = Buffer.concat([Buffer.from(command.split(' ').at(-1)!, 'hex'), Buffer.from('w')]);
      expect(await exchange(broker.scAddress, frame, 2000)).toEqual({
        answer: Buffer.alloc(0),
        closed: true,
      });
    },
  );

  it.each([
    Buffer.from('ffffffff', 'hex'),
    Buffer.from('7fffffff0000', 'hex'),
    Buffer.from('GET / HTTP/1.1\r\n\r\n'),
    encodeRequestFrame({ apiKey: 0, apiVersion: 23, correlationId: 1, clientId: 'x' }, (to) =>
      to.u32(0x7fffffff),
    ),
  ])('ends the connection to the SPU without an answer: %#', async (bytes) => {
    expect(await exchange(broker.spuAddress, bytes, 2000)).toEqual({ answer: Buffer.alloc(0), closed: true });
    expect(await createTopic(broker, 'still-alive')).toMatchObject({ errorCode: { code: 'None' } });
  });

  it('leaves no trace of a Produce whose records are no batches', async () => {
    await createTopic(broker, 'clean');
    const topics = [{ name: 'clean', partitions: [{ partitionIndex: 0, records: Buffer.from('no batch') }] }];
    const request = { transactionalId: null, acks: 1, timeoutMs: 1000, topics, smartmodules: [] };
    const header = { apiKey: 0, apiVersion: 23, correlationId: 1, clientId: 'x' };
    const frame = encodeRequestFrame(header, (to) => encodeProduceRequest(to, request, 23));
    expect(await exchange(broker.spuAddress, frame, 2000)).toMatchObject({ closed: true });
    expect(await offsetsOf(broker, 'clean')).toMatchObject({ lastStableOffset: 0 });
  });
});

describe('faults', () => {
  it('are injected into the next request of a name and no other', async () => {
    await createTopic(broker, 'faulty');
    const seen: string[] = [];
    broker.intercept('Produce', ({ api, header }) => {
      seen.push(`${api} ${header.clientId}`);
    });
    await produce(broker, 'faulty', ['a']);
    broker.intercept('Produce', () => 'disconnect');
    await expect(produce(broker, 'faulty', ['b'])).rejects.toThrow('closed without an answer');
    broker.intercept('Produce', () => ({ delayMs: 50 }));
    const before = performance.now();
    expect(await produce(broker, 'faulty', ['c'])).toMatchObject({ baseOffset: 1 });
    expect(performance.now() - before).toBeGreaterThan(45);
    expect(seen).toEqual(['Produce contract']);
    expect(() => broker.intercept('Nonsense', () => 'drop')).toThrow(RangeError);
  });
});

describe('a broker', () => {
  it('knows how many are connected and when it last heard of one', async () => {
    const before = broker.lastActivity;
    await new Promise((resolve) => setTimeout(resolve, 5));
    await createTopic(broker, 'any');
    expect(broker.lastActivity).toBeGreaterThan(before);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(broker.connections).toBe(0);
  });

  it('rejects when its port is taken', async () => {
    const { port } = broker.scAddress;
    const second = startBroker({ dataDir: join(root, 'second'), scPort: port, spuPort: 0 });
    await expect(second).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
