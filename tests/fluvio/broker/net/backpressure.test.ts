import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Broker, startBroker } from '../../../../fluvio/broker/broker.js';
import { encodeBatch } from '../../../../fluvio/protocol/batch.js';
import { encodeRequestFrame, FrameSplitter } from '../../../../fluvio/protocol/frame.js';
import { ADMIN_LIST_API, encodeAdminListRequest } from '../../../../fluvio/protocol/messages/admin-list.js';
import {
  encodeStreamFetchRequest,
  STREAM_FETCH_API,
} from '../../../../fluvio/protocol/messages/stream-fetch.js';
import { createTopic, produceBatches } from '../single-requests.js';

const REQUESTS = 10_000;
let dataDir: string;
let broker: Broker;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'backpressure-'));
  broker = await startBroker({ dataDir, scPort: 0, spuPort: 0 });
});
afterEach(async () => {
  await broker.close();
  rmSync(dataDir, { recursive: true, force: true });
});

it('a client that asks and does not read costs little memory, and gets every answer in order once it reads', async () => {
  await createTopic(broker, 'wide', 100);
  const { host, port } = broker.scAddress;
  const socket = connect(port, host).pause();
  const request = { label: 'Partition', nameFilters: [], summary: false, system: false } as const;
  for (let correlationId = 0; correlationId < REQUESTS; correlationId++) {
    const header = { apiKey: ADMIN_LIST_API.key, apiVersion: 19, correlationId, clientId: 'greedy' };
    socket.write(encodeRequestFrame(header, (to) => encodeAdminListRequest(to, request, 19)));
  }
  const before = process.memoryUsage().rss;
  await sleep(1000);
  // All answers together are larger by far, and so they come in the end.
  expect(process.memoryUsage().rss - before).toBeLessThan(50_000_000);
  const frames = new FrameSplitter();
  let answered = 0;
  let bytes = 0;
  await new Promise<void>((resolve) => {
    socket.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      for (const frame of frames.push(chunk)) {
        expect(frame.readInt32BE(0)).toBe(answered);
        if (++answered === REQUESTS) resolve();
      }
    });
    socket.resume();
  });
  expect(bytes).toBeGreaterThan(70_000_000);
  socket.destroy();
});

it('however many streams a client opens and does not read, they hold no more than a few responses', async () => {
  await createTopic(broker, 'long');
  const record = { key: null, value: Buffer.alloc(100_000) };
  for (let written = 0; written < 24; written++) {
    await produceBatches(broker, 'long', encodeBatch([record, record, record, record, record]), 0);
  }
  const { host, port } = broker.spuAddress;
  const socket = connect(port, host).pause();
  const request = {
    topic: 'long',
    partition: 0,
    fetchOffset: 0,
    maxBytes: 1 << 25,
    isolation: 'readUncommitted',
    smartmodules: [],
    consumerId: null,
  } as const;
  const before = process.memoryUsage().arrayBuffers;
  for (let correlationId = 0; correlationId < 40; correlationId++) {
    const header = { apiKey: STREAM_FETCH_API.key, apiVersion: 25, correlationId, clientId: 'greedy' };
    socket.write(encodeRequestFrame(header, (to) => encodeStreamFetchRequest(to, request, 25)));
  }
  await sleep(1000);
  // Forty responses of 8 MiB would be 320 MB.
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(60_000_000);
  const frames = new FrameSplitter();
  const answered = new Set<number>();
  await new Promise<void>((resolve) => {
    socket.on('data', (chunk: Buffer) => {
      for (const frame of frames.push(chunk)) answered.add(frame.readInt32BE(0));
      if (answered.size === 40) resolve();
    });
    socket.resume();
  });
  socket.destroy();
});
