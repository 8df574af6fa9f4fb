import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, it } from 'vitest';
import {
  ADMIN_CREATE_API,
  decodeAdminCreateResponse,
  encodeAdminCreateRequest,
} from '../../fluvio/protocol/messages/admin-create.js';
import { fromEnd, fromStart, Offset, type Pair, take, takeUntilQuiet } from './fluvio-client.js';
import { contract, golden, printed, QUIET_MS } from './harness.js';
import { ask } from './raw-request.js';

contract('records', (run) => {
  let topic: string;
  beforeAll(async () => {
    topic = await run.capturedTopic('records');
  });

  it('come back from the start, from an offset and from the tail', async () => {
    const from = await run.consumer(topic);
    expect(await take(await from.createStream(Offset.FromBeginning()), 5)).toEqual(
      printed('03-client-consume')[0],
    );
    expect(await take(await from.createStream(fromStart(2)), 3)).toEqual(
      printed('04-client-consume-from-2')[0],
    );
    expect(await take(await from.createStream(fromEnd(2)), 2)).toEqual(printed('05-client-consume-tail')[0]);
  });

  it('beyond the end are waited for in silence', async () => {
    const stream = await (await run.consumer(topic)).createStream(fromStart(100_000));
    expect(await takeUntilQuiet(stream, QUIET_MS)).toEqual([]);
  });

  it('come live, one after the other', async () => {
    const stream = await (await run.consumer(topic)).createStream(Offset.FromEnd());
    const live = take(stream, 2);
    await sleep(200);
    await run.produce(topic, [['live-1', '{"live":1}']]);
    await sleep(100);
    await run.produce(topic, [['live-2', '{"live":2}']]);
    expect(await live).toEqual(printed('07-client-consume-live')[0]);
  });

  it('are many more than fit in one response', async () => {
    const pages = await run.newTopic('pages');
    const sent = Array.from({ length: 12_000 }, (_, i): Pair => [`k${i % 50}`, `${i} ${'x'.repeat(200)}`]);
    await run.produce(pages, sent);
    const stream = await (await run.consumer(pages)).createStream(Offset.FromBeginning());
    expect(await take(stream, sent.length)).toEqual(sent);
  });

  it('may be empty, and as large as a client sends them', async () => {
    const odd = await run.newTopic('odd');
    const sent: Pair[] = [
      ['', ''],
      ['k', ''],
      ['large', 'é'.repeat(7500)],
    ];
    await run.produce(odd, sent);
    const stream = await (await run.consumer(odd)).createStream(Offset.FromBeginning());
    expect(await take(stream, 3)).toEqual(sent);
  });

  it('keep a key in one partition, of several', async () => {
    const three = `three-${run.id}`;
    const spec = {
      replicas: { kind: 'computed', partitions: 3, replicationFactor: 1, ignoreRackAssignment: false },
      cleanupPolicy: { timeInSeconds: 3600 },
      storage: { segmentSize: 1_048_576, maxPartitionSize: 10_485_760 },
      compressionType: 'any',
      deduplication: null,
      system: false,
    } as const;
    const request = { label: 'Topic', name: three, dryRun: false, timeoutMs: null, spec } as const;
    const answer = await ask(run.address, ADMIN_CREATE_API, 19, (to) =>
      encodeAdminCreateRequest(to, request, 19),
    );
    expect(decodeAdminCreateResponse(answer, 19).errorCode).toEqual({ code: 'None' });
    run.made.push(three);
    await run.partitionsReady(three, 3);
    await run.produce(
      three,
      Array.from({ length: 12 }, (_, i): Pair => [`key-${i}`, `{"i":${i}}`]),
    );
    const expected = golden('57-client-partitions.out').toString().split('\n').slice(0, 3);
    for (const [index, line] of expected.entries()) {
      const stream = await (await run.fluvio.partitionConsumer(three, index)).createStream(
        Offset.FromBeginning(),
      );
      const keys = (await takeUntilQuiet(stream, QUIET_MS)).map(([key]) => key);
      expect(`${index} ${JSON.stringify(keys)}`).toBe(line);
    }
    const partition = (await run.partitionsOf(three)).find(({ name }) => name === `${three}-1`);
    expect(partition?.spec).toMatchObject({
      cleanupPolicy: { segment: { timeInSeconds: 3600 } },
      storage: { segmentSize: 1_048_576, maxPartitionSize: 10_485_760 },
    });
  });
});
