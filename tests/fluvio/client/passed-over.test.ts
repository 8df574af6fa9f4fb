import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureTopics, type FluvioConnection } from '../../../fluvio/client/index.js';
import { encodeRecords } from '../../../fluvio/protocol/records.js';
import { recordsOf, TestCluster } from './cluster.js';

// 50 records of 1 MB: 50 KB as stored, 50 MB as any answer with a SmartModule would have to carry it.
const BIG = 50;
const section = encodeRecords(
  Array.from({ length: BIG }, (_, i) => ({ key: null, value: Buffer.alloc(1_000_000, 65 + (i % 26)) })),
);
const compressed = { compression: 'gzip', recordCount: BIG, firstTimestamp: 1_700_000_000_000 } as const;

let cluster: TestCluster;
let connection: FluvioConnection;
beforeAll(async () => {
  cluster = await TestCluster.start();
  connection = await cluster.open({ stallMs: 2_000 });
});
afterAll(() => cluster.stop());

async function produce(topic: string, values: readonly string[]): Promise<void> {
  const producer = connection.producer(topic);
  await producer.send(values.map((value) => ({ key: 'k', value })));
  await producer.flush();
  producer.close();
}

/** `OFFSET:SIZE:FIRST CHARACTER:TIME` of each record until offset `end`. */
async function summaries(topic: string, end: number, from: number | 'start'): Promise<string[]> {
  const seen: string[] = [];
  for await (const batch of connection.read(topic, 0, { from })) {
    for (const { offset, value, timestamp } of recordsOf(batch)) {
      const time =
        timestamp === compressed.firstTimestamp ? 'then' : Number.isNaN(timestamp) ? 'none' : 'now';
      seen.push(`${offset}:${value.length}:${String.fromCharCode(value[0]!)}:${time}`);
    }
    if (batch.baseOffset + batch.count >= end) break;
  }
  return seen;
}

const big = (base: number) =>
  Array.from({ length: BIG }, (_, i) => `${base + i}:1000000:${String.fromCharCode(65 + (i % 26))}:then`);

describe('a stored batch larger than an answer may be', () => {
  it('is read again with more room when the stream passed it over and went on behind it', async () => {
    await ensureTopics(connection, [{ name: 'hole', partitions: 1 }]);
    await produce('hole', ['a', 'b']);
    await cluster.produceRaw('hole', 0, gzipSync(section), compressed);
    await produce('hole', ['c', 'd']);
    const expected = ['0:1:a:now', '1:1:b:now', ...big(2), '52:1:c:now', '53:1:d:now'];
    expect(await summaries('hole', 54, 'start')).toEqual(expected);
    expect(await summaries('hole', 54, 30)).toEqual(expected.slice(30));
  }, 60_000);

  it('is found at the end of the log too, where nothing more comes that would show a hole', async () => {
    await ensureTopics(connection, [{ name: 'last', partitions: 1 }]);
    await produce('last', ['a']);
    await cluster.produceRaw('last', 0, gzipSync(section), compressed);
    expect(await summaries('last', 51, 'start')).toEqual(['0:1:a:now', ...big(1)]);
  }, 60_000);
});
