import { expect, it } from 'vitest';
import { type ServerEvent, SseParser } from '../../server/dashboard/browser/live/sse-parser.js';
import { Watch } from '../../server/dashboard/browser/live/watch.js';

const STREAM =
  'retry: 2000\n\nid: 1\nevent: change\ndata: {"a":1}\n\n:\n\ndata:x\r\ndata: y\r\n\r\nevent: none\n\ndata: z\r\rdata: cut';

it.each([1, 2, 3, 7, 1000])('a stream in pieces of %i characters has the same events', (size) => {
  const events: ServerEvent[] = [];
  const parser = new SseParser((event) => events.push(event));
  for (let at = 0; at < STREAM.length; at += size) parser.push(STREAM.slice(at, at + size));
  expect(events).toEqual([
    { event: 'change', data: '{"a":1}' },
    { event: 'message', data: 'x\ny' },
    { event: 'message', data: 'z' },
  ]);
});

it('a watch keeps rows that did not change, in the order of the keys', () => {
  const watch = new Watch<{ a: string; b: number; n: number }>('stats/x', ['a', 'b']);
  const [one, two] = [
    { a: 'x', b: 1, n: 1 },
    { a: 'y', b: 2, n: 1 },
  ];
  const key = (row: { a: string; b: number }) => JSON.stringify([row.a, row.b]);
  watch.apply({ watch: '', rows: [one, two], keys: [key(one), key(two)], full: true });
  expect(watch.rows).toEqual([one, two]);
  const changed = { ...two, n: 2 };
  watch.apply({ watch: '', rows: [changed], keys: [key(two), key(one)], full: false });
  expect(watch.rows).toEqual([changed, one]);
  expect(watch.rows[1]).toBe(one);
  watch.apply({ watch: '', rows: [], keys: [key(two)], full: false });
  expect(watch.rows).toEqual([changed]);
  watch.apply({ watch: '', rows: [one], keys: [key(one)], full: true });
  expect(watch.rows).toEqual([one]);
});
