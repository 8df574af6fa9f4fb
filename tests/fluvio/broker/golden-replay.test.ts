/**
 * Sends the frames that real clients sent to a real cluster, capture after capture, and holds the broker's answers against
 * those of the cluster.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Broker, startBroker } from '../../../fluvio/broker/broker.js';
import type { AdminWatchResponse } from '../../../fluvio/protocol/messages/admin-watch.js';
import { type CapturedFrame, captures, decodeAnswer, framesOf, Replay } from './captured-session.js';
import { comparable, watched } from './comparable.js';

/** Its records are in no capture. */
const LEFT_OUT = /pages/;

const dataDir = mkdtempSync(join(tmpdir(), 'replay-'));
let broker: Broker;
beforeAll(async () => {
  broker = await startBroker({ dataDir, scPort: 0, spuPort: 0, statusIntervalMs: 1 });
});
afterAll(async () => {
  await broker.close();
  rmSync(dataDir, { recursive: true, force: true });
});

describe('the answers of a real cluster are given to', () => {
  // In order: each capture finds what the ones before it have left.
  it.each(captures().filter((capture) => !LEFT_OUT.test(capture)))('%s', async (capture) => {
    const connections = new Map<number, Replay>();
    const watches = new Map<string, CapturedFrame[]>();
    for (const captured of framesOf(capture)) {
      const address = captured.server === 'SC' ? broker.scAddress : broker.spuAddress;
      const connection = connections.get(captured.conn) ?? (await Replay.open(address));
      connections.set(captured.conn, connection);
      if (captured.from === 'client') {
        connection.send(captured.frame);
      } else if (captured.api === 'AdminWatch') {
        const watch = `${captured.conn} ${captured.correlation}`;
        watches.set(watch, [...(watches.get(watch) ?? []), captured]);
      } else {
        const answer = decodeAnswer(captured, await connection.next(captured.correlation));
        const expected = decodeAnswer(captured, captured.frame);
        const { api, server, correlation } = captured;
        const what = `${api} ${correlation}`;
        expect(comparable(api, server, answer), what).toEqual(comparable(api, server, expected));
      }
    }
    for (const frames of watches.values()) {
      const [first] = frames as [CapturedFrame];
      const decode = (frame: Buffer) => decodeAnswer(first, frame) as AdminWatchResponse;
      const expected = watched(frames.map(({ frame }) => decode(frame)));
      const received: AdminWatchResponse[] = [];
      await vi.waitFor(() => {
        received.push(...connections.get(first.conn)!.takeAll(first.correlation).map(decode));
        expect(watched(received), `watch ${first.correlation}`).toEqual(expected);
      });
    }
    for (const connection of connections.values()) connection.close();
  });
});
