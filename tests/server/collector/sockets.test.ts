/** What only shows on real sockets, or under load: clients that go away, and bodies that are not what they seem. */
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, expect, it } from 'vitest';
import { appOf } from '../support/app.js';
import { collectorOf } from '../support/collector.js';
import { NOW } from '../support/parts.js';

const KILL = `{"playerid":"ann","timestamp":${NOW},"eventtype":"kill"}`;
const EVENTS = '/v1/events/combat-events';

let app: ReturnType<typeof appOf> | undefined;
afterEach(() => app?.close());

it('sends what a client sent that did not wait for the answer, and answers the others', async () => {
  const collector = collectorOf();
  const acknowledge: (() => void)[] = [];
  const add: typeof collector.ingest.add = async (topic, records, sender) => {
    collector.sent.push({ topic, records, sender });
    await new Promise<void>((resolve) => acknowledge.push(resolve));
  };
  app = appOf({ collector: { ...collector, ingest: { ...collector.ingest, add } } });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const gone = connect(Number(new URL(url).port), '127.0.0.1');
  gone.write(
    `POST ${EVENTS} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nIdempotency-Key: k\r\nContent-Length: ${KILL.length}\r\n\r\n${KILL}`,
  );
  await expect.poll(() => acknowledge.length).toBe(1);
  gone.destroy();
  const headers = { 'content-type': 'application/json' };
  const stays = fetch(url + EVENTS, { method: 'POST', headers, body: KILL });
  const again = fetch(url + EVENTS, {
    method: 'POST',
    headers: { ...headers, 'idempotency-key': 'k' },
    body: KILL,
  });
  await expect.poll(() => acknowledge.length).toBe(2);
  for (const done of acknowledge) done();
  expect((await stays).status).toBe(202);
  // The answer that nobody waited for is the one that the retry gets.
  expect([(await again).status, (await again).headers.get('idempotency-replayed')]).toEqual([202, 'true']);
  expect(collector.sent).toHaveLength(2);
});

it('lets other requests have their turn while it judges many events', async () => {
  app = appOf({ collector: collectorOf() });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const order: string[] = [];
  const large = fetch(url + EVENTS, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson', 'content-encoding': 'gzip' },
    body: gzipSync(`${KILL}\n`.repeat(10_000)),
  }).then(async (answer) => order.push(`large ${((await answer.json()) as { accepted: number }).accepted}`));
  const small = fetch(url + EVENTS, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: KILL,
  }).then(() => order.push('small'));
  await Promise.all([large, small]);
  expect(order).toEqual(['small', 'large 10000']);
});

it.each([
  ['one event', '{"a":'.repeat(10_000) + '}'.repeat(10_000), 'application/json'],
  ['an array', '['.repeat(10_000) + ']'.repeat(10_000), 'application/json'],
  ['a line', `${KILL}\n${'{"a":'.repeat(40)}`, 'application/x-ndjson'],
])('refuses %s that nests too deep, before it is parsed', async (_, payload, type) => {
  app = appOf();
  const answer = await app.inject({
    method: 'POST',
    url: EVENTS,
    payload,
    headers: { 'content-type': type },
  });
  expect([answer.statusCode, answer.json().error.code]).toEqual([400, 'too_deep']);
});

it('inflates bodies a few at a time, and none too far', async () => {
  app = appOf();
  const bomb = gzipSync(Buffer.alloc(16 * 1024 * 1024));
  const good = gzipSync(KILL);
  const post = (payload: Buffer) =>
    app!.inject({
      method: 'POST',
      url: EVENTS,
      payload,
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
    });
  const answers = await Promise.all([...Array.from({ length: 20 }, () => post(bomb)), post(good)]);
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([...Array(20).fill(413), 202]);
});
