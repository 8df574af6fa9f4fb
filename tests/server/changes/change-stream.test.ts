import { expect, it } from 'vitest';
import { ChangeStream } from '../../../server/changes/change-stream.js';
import { Watched } from '../../../server/changes/watched.js';

/** A thing that is another each time it is read. */
function counter(name: string, size = 1): Watched {
  let n = 0;
  const read = () => ({
    keys: ['k'],
    texts: [JSON.stringify({ n: ++n, pad: 'x'.repeat(size) })],
    next: null,
  });
  return new Watched({ name, rows: 1, isOfDatabase: true, read });
}

function streamOf(watched: readonly Watched[]) {
  let now = 0;
  const stream = new ChangeStream(
    watched.map((one) => ({ asked: one.what.name, watched: one })),
    () => now,
  );
  const pass = (ms: number) => {
    now += ms;
    stream.look();
  };
  return { stream, pass };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));
const numbers = (text: string) => [...text.matchAll(/"n":(\d+)/g)].map(([, n]) => Number(n));

it('tells a slow reader of the last state, and keeps nothing of those between', async () => {
  const watched = counter('a', 100_000);
  const { stream } = streamOf([watched]);
  watched.refresh();
  stream.tell();
  let text = '';
  // It reads nothing, and has asked for something.
  stream.read(0);
  await turn();
  for (let i = 0; i < 50; i++) {
    watched.refresh();
    stream.tell();
    await turn();
  }
  // One event of the size, and not fifty.
  expect(stream.readableLength).toBeLessThan(250_000);
  stream.on('data', (chunk) => {
    text += chunk;
  });
  await expect.poll(() => numbers(text).at(-1)).toBe(51);
  expect(numbers(text).length).toBeLessThan(4);
});

it('lets none wait for another that changes all the time', async () => {
  const all = [counter('a'), counter('b')];
  const { stream } = streamOf(all);
  let text = '';
  for (let i = 0; i < 20; i++) {
    for (const one of all) one.refresh();
    // It reads one event for each two changes.
    stream.tell();
    await turn();
    text += stream.read() ?? '';
  }
  expect(text.match(/"watch":"a"/g)!.length).toBeGreaterThan(5);
  expect(text.match(/"watch":"b"/g)!.length).toBeGreaterThan(5);
});

it('says that it lives where nothing happens, and cuts off who does not read', async () => {
  const quiet = streamOf([counter('a')]);
  let text = '';
  quiet.stream.on('data', (chunk) => {
    text += chunk;
  });
  await turn();
  quiet.pass(14_000);
  await turn();
  expect(text).toBe('retry: 2000\n\n');
  quiet.pass(1000);
  await turn();
  expect(text).toBe('retry: 2000\n\n:\n\n');

  const watched = counter('a', 100_000);
  const stuck = streamOf([watched]);
  watched.refresh();
  stuck.stream.read(0);
  stuck.stream.tell();
  await turn();
  stuck.pass(29_000);
  expect(stuck.stream.destroyed).toBe(false);
  stuck.pass(1000);
  expect(stuck.stream.destroyed).toBe(true);
});
