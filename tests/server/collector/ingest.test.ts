import { expect, it } from 'vitest';
import type { FluvioProducer, OutgoingRecord } from '../../../fluvio/client/index.js';
import { Ingest } from '../../../server/collector/ingest.js';

/** Producers whose flushes end when they are told to. */
class Producers {
  readonly sent: (readonly OutgoingRecord[])[] = [];
  readonly flushes: { resolve: () => void; reject: (error: Error) => void }[] = [];
  made = 0;

  producer(): FluvioProducer {
    this.made++;
    return {
      send: async (records) => void this.sent.push(records),
      flush: () =>
        new Promise((resolve, reject) => {
          this.flushes.push({ resolve: () => resolve({ certain: 0, repeated: 0 }), reject });
        }),
      close: () => undefined,
    };
  }
}

const record = (value: string): OutgoingRecord => ({ key: 'k', value: Buffer.from(value) });
const turn = () => new Promise((resolve) => setImmediate(resolve));

it('sends together what comes while a flush is under way, and says so when it is acknowledged', async () => {
  const producers = new Producers();
  const ingest = new Ingest(producers);
  const done: string[] = [];
  const add = (value: string) =>
    ingest.add('combat-events', [record(value)], null).then(() => void done.push(value));
  const all = Promise.all(['a', 'b', 'c'].map(add));
  await turn();
  expect(producers.sent).toEqual([[record('a')]]);
  expect(done).toEqual([]);
  producers.flushes[0]!.resolve();
  await turn();
  expect(done).toEqual(['a']);
  expect(producers.sent).toEqual([[record('a')], [record('b'), record('c')]]);
  producers.flushes[1]!.resolve();
  await all;
  expect(producers.made).toBe(1);
});

it('turns away what is not acknowledged, and begins with another producer', async () => {
  const producers = new Producers();
  const ingest = new Ingest(producers);
  const lost = ingest.add('combat-events', [record('a')], null);
  await turn();
  producers.flushes[0]!.reject(new Error('gone'));
  await expect(lost).rejects.toMatchObject({ status: 503, code: 'not_acknowledged', retryAfter: 5 });
  const next = ingest.add('combat-events', [record('a')], null);
  await turn();
  producers.flushes[1]!.resolve();
  await next;
  expect(producers.made).toBe(2);
});

it('takes no more than there is room for, and of one sender half of it', async () => {
  const producers = new Producers();
  const ingest = new Ingest(producers);
  const large = record('x'.repeat(6 * 1024 * 1024));
  const add = (sender: string) => ingest.add('combat-events', [large], sender);
  const busy = { status: 503, code: 'busy', retryAfter: 1 };
  const first = add('a');
  await expect(add('a')).rejects.toMatchObject(busy);
  const second = add('b');
  await expect(add('c')).rejects.toMatchObject(busy);
  for (const one of [first, second]) {
    await turn();
    producers.flushes.shift()!.resolve();
    await one;
  }
  expect(ingest.waitingBytes).toBe(0);
  const third = add('a');
  await turn();
  producers.flushes.shift()!.resolve();
  await third;
});
