import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InterceptedRequest } from '../../../fluvio/broker/net/faults.js';
import type { ColumnBatch } from '../../../fluvio/client/columns/column-batch.js';
import {
  type ColumnReadOptions,
  type ColumnsModule,
  ensureTopics,
  type FluvioConnection,
} from '../../../fluvio/client/index.js';
import { decodeRequestHeader } from '../../../fluvio/protocol/frame.js';
import {
  decodeStreamFetchRequest,
  encodeStreamFetchResponse,
} from '../../../fluvio/protocol/messages/stream-fetch.js';
import { Reader } from '../../../fluvio/protocol/reader.js';
import { columnsModule } from '../../../processors/take/columns-module.js';
import { recordsOf, TestCluster } from './cluster.js';

const columns: ColumnsModule = columnsModule('player-events', { aheadMs: 300_000, names: undefined });
const BATCHES = 30;
const IN_BATCH = 20;
const END = BATCHES * IN_BATCH;

let cluster: TestCluster;
let connection: FluvioConnection;
beforeAll(async () => {
  cluster = await TestCluster.start();
  connection = await cluster.open();
  await fill('mixed');
});
afterAll(() => cluster.stop());

const event = (i: number, over: object = {}): string =>
  JSON.stringify({
    player_id: `player_${i % 70}`,
    session_id: `s${i % 11}`,
    event_type: ['move', 'interaction', 'level_complete'][i % 3],
    level_id: `level_${i % 5}`,
    map_id: 'map_1',
    timestamp: new Date(1_700_000_000_000 + i * 1_700).toISOString(),
    ...over,
  });

/** Of every kind that a module judges itself, and of every kind that it leaves to us. */
function value(i: number): string | Buffer {
  if (i % 13 === 1) return event(i, { event_id: `gen_1-${i}` });
  if (i % 13 === 2) return event(i, { event_id: `6f9619ff-8b86-4d01-b42d-${String(i).padStart(12, '0')}` });
  if (i % 13 === 3) return event(i, { player_id: 'Zoë "the" 1st' });
  if (i % 13 === 4) return event(i, { event_type: 'fly' });
  if (i % 13 === 5) return Buffer.from([0xff, 0xfe, i % 256]);
  if (i % 13 === 6) return '';
  if (i % 13 === 7) return event(i, { timestamp: '2190-01-01T00:00:00Z' });
  return event(i);
}

async function fill(topic: string, from = 0, to = END): Promise<void> {
  await ensureTopics(connection, [{ name: topic, partitions: 1 }]);
  const producer = (await cluster.open()).producer(topic);
  for (let base = from; base < to; base += IN_BATCH) {
    await producer.send(
      Array.from({ length: Math.min(IN_BATCH, to - base) }, (_, i) => ({
        key: `k${i}`,
        value: value(base + i),
      })),
    );
    await producer.flush();
  }
  producer.close();
}

/** A row in words, so that two dictionaries can be compared; a deferred one is its bytes. */
function rowsOf(batch: ColumnBatch): unknown[] {
  const { baseOffset, strings, deferred, raw, rawIndex } = batch;
  const own = raw === undefined ? [] : recordsOf(raw);
  const bytesOf = new Map(own.map((record, r) => [rawIndex[r], record]));
  return Array.from({ length: batch.count }, (_, i) => {
    const common = [baseOffset + i, batch.hashes[i], batch.timestamps[i]! > 1_700_000_000_000];
    if (deferred.includes(i)) {
      const { key, value } = bytesOf.get(i)!;
      return [...common, key?.toString(), value.toString('latin1')];
    }
    const text = (code: number) => (code < 0 ? null : strings.textOf(code));
    const id = batch.idText[i]!;
    return [
      ...common,
      batch.time[i],
      ...batch.texts.map((column) => text(column[i]!)),
      ...batch.choices.map((column) => column[i]),
      id <= -2 ? batch.otherId(i) : [text(id), batch.idNumber[i]],
    ];
  });
}

async function readRows(
  topic: string,
  options: Partial<ColumnReadOptions>,
  end = END,
  onBatch?: (batch: ColumnBatch) => unknown,
  through = connection,
): Promise<unknown[]> {
  const rows: unknown[] = [];
  const all = { from: 'start', columns, pushDown: () => true, ...options } as const;
  for await (const batch of through.readColumns(topic, 0, all)) {
    rows.push(...rowsOf(batch));
    await onBatch?.(batch);
    if (batch.baseOffset + batch.count >= end) break;
  }
  return rows;
}

const isColumnsStream = ({ frame }: InterceptedRequest): boolean => {
  const body = new Reader(frame);
  const request = decodeStreamFetchRequest(body, decodeRequestHeader(body).apiVersion);
  const [module] = request.smartmodules;
  return (
    module?.wasm.kind === 'adHoc' && gunzipSync(module.wasm.gzip).includes(Buffer.from('ahead_ms', 'utf16le'))
  );
};

describe('columns', () => {
  it('are the same whether Fluvio makes them or this process', async () => {
    const here = await readRows('mixed', { pushDown: () => false });
    expect(here).toHaveLength(END);
    expect(here.map((row) => (row as number[])[0])).toEqual(Array.from({ length: END }, (_, i) => i));
    const deferred = here.filter((row) => (row as unknown[]).length === 5);
    expect(deferred.length).toBeGreaterThan(END / 4);
    expect(deferred.length).toBeLessThan(END / 2);
    expect(await readRows('mixed', {})).toEqual(here);
    for (const from of [33, END - 1]) expect(await readRows('mixed', { from })).toEqual(here.slice(from));
  });

  it('come with fewer bytes from Fluvio: only what is deferred, and the last few of a batch', async () => {
    const raws: (number | undefined)[] = [];
    await readRows('mixed', {}, END, ({ raw, deferred }) => raws.push(raw!.count - deferred.length));
    expect(Math.max(...raws.map((count) => count ?? 0))).toBeLessThanOrEqual(4);
  });

  it('of what lay in the log are one batch of many stored ones; what comes later comes at once', async () => {
    await fill('held');
    const extents: [number, number][] = [];
    await readRows('held', {}, END + 2, async ({ baseOffset, count }) => {
      extents.push([baseOffset, count]);
      if (baseOffset + count === END) await fill('held', END, END + 1);
      if (baseOffset + count === END + 1) await fill('held', END + 1, END + 2);
    });
    expect(extents).toEqual([
      [0, END],
      [END, 1],
      [END + 1, 1],
    ]);
  }, 20_000);

  it('come whole where answers are so small that each holds one batch and throws the next away', async () => {
    const here = await readRows('mixed', { pushDown: () => false });
    const through = await cluster.open({ maxBytes: 6_000 });
    let fellBack = 0;
    const onBatch = ({ raw, count }: ColumnBatch) => {
      if (raw?.count === count) fellBack++;
    };
    expect(await readRows('mixed', {}, END, onBatch, through)).toEqual(here);
    expect(fellBack).toBe(0);
  }, 30_000);

  it('go on where the module changes sides in the middle of the log, with nothing lost or doubled', async () => {
    const here = await readRows('mixed', { pushDown: () => false });
    // With answers so small nothing is held back, and there are as many batches as were stored.
    const through = await cluster.open({ maxBytes: 1024 * 1024 });
    let batches = 0;
    const whole: boolean[] = [];
    const pushDown = () => Math.floor(batches / 4) % 2 === 0;
    const onBatch = (batch: ColumnBatch) => {
      whole.push(batch.raw?.count === batch.count);
      batches++;
    };
    const rows = await readRows('mixed', { pushDown }, END, onBatch, through);
    expect(rows).toEqual(here);
    expect(whole.slice(0, 12)).toEqual(Array.from({ length: 12 }, (_, i) => i % 8 >= 4));
  }, 30_000);

  it('change sides while nothing flows, before the next record comes', async () => {
    await fill('quiet', 0, 20);
    let isPushed = true;
    const counts: [number, number | undefined][] = [];
    await readRows('quiet', { pushDown: () => isPushed }, 40, async ({ baseOffset, count, raw }) => {
      counts.push([baseOffset, raw && raw.count - count]);
      if (baseOffset > 0) return;
      isPushed = false;
      setTimeout(() => void fill('quiet', 20, 40), 1_500);
    });
    expect(counts[0]![1]).toBeLessThan(0);
    expect(counts[1]).toEqual([20, 0]);
  }, 20_000);

  it('are judged here when the module fails in Fluvio, on a batch or at the start', async () => {
    const here = await readRows('mixed', { pushDown: () => false });
    const partition = {
      partitionIndex: 0,
      errorCode: { code: 'Other', message: 'SmartModule err unreachable' },
      highWatermark: 0,
      nextFilterOffset: 0,
      logStartOffset: 0,
      aborted: null,
      records: Buffer.alloc(0),
    } as const;
    let refused = 0;
    const refuse = (request: InterceptedRequest) => {
      if (!isColumnsStream(request)) {
        cluster.broker.intercept('StreamFetch', refuse);
        return undefined;
      }
      refused++;
      const { apiVersion } = request.header;
      return {
        answer: (writer: Parameters<typeof encodeStreamFetchResponse>[0]) =>
          encodeStreamFetchResponse(writer, { topic: 'mixed', streamId: 0, partition }, apiVersion),
      };
    };
    cluster.broker.intercept('StreamFetch', refuse);
    expect(await readRows('mixed', {})).toEqual(here);
    expect(refused).toBe(1);
  }, 30_000);

  it('resume after a lost connection, with a dictionary that begins anew', async () => {
    const here = await readRows('mixed', { pushDown: () => false });
    await fill('lost', 0, END / 2);
    let isLost = false;
    const rows = await readRows('lost', {}, END, async ({ baseOffset, count }) => {
      if (isLost || baseOffset + count < END / 2) return;
      isLost = true;
      await cluster.broker.close();
      await cluster.startBroker();
      await fill('lost', END / 2, END);
    });
    expect(rows).toEqual(here);
  }, 30_000);
});
