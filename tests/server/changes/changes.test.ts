import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { STATS } from '../../../processors/store/stats/index.js';
import { Changes } from '../../../server/changes/changes.js';
import type { Watchable } from '../../../server/changes/watched.js';
import type { Row } from '../../../server/resources/resource.js';
import { appOf, resourcesFor } from '../support/app.js';
import { observerOf } from '../support/observer.js';
import { simulated } from '../support/simulated.js';

interface Change {
  readonly watch: string;
  readonly rows: Row[];
  readonly keys: string[];
  readonly version: string;
  readonly full: boolean;
}

/** A reader as a browser is one: it keeps rows by key, and shows those of `keys`. */
class Reader {
  readonly changes: Change[] = [];
  text = '';
  isOver = false;
  readonly #rows = new Map<string, Map<string, Row>>();
  readonly #keys = new Map<string, string[]>();

  constructor(
    readonly keyOf: (row: Row) => string,
    stream: ReadableStream<Uint8Array>,
  ) {
    void this.#read(stream);
  }

  shown(watch: string): (Row | undefined)[] {
    return this.#keys.get(watch)?.map((key) => this.#rows.get(watch)!.get(key)) ?? [];
  }

  async #read(stream: ReadableStream<Uint8Array>): Promise<void> {
    let rest = '';
    for await (const text of stream.pipeThrough(new TextDecoderStream())) {
      this.text += text;
      const events = (rest + text).split('\n\n');
      rest = events.pop()!;
      for (const event of events) {
        const data = event.split('\n').find((line) => line.startsWith('data: '));
        if (data !== undefined) this.#take(JSON.parse(data.slice(6)));
      }
    }
    this.isOver = true;
  }

  #take(change: Change): void {
    const known = change.full ? new Map<string, Row>() : this.#rows.get(change.watch)!;
    for (const row of change.rows) known.set(this.keyOf(row), row);
    this.#rows.set(change.watch, known);
    this.#keys.set(change.watch, change.keys);
    this.changes.push(change);
  }
}

async function listening(events = 2000) {
  const world = simulated(events);
  let reads = 0;
  const read: typeof world.read = (of) => {
    reads++;
    return world.read(of);
  };
  const app = appOf({ resources: resourcesFor(read), observer: observerOf({ now: () => Date.now() }) });
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  onTestFinished(() => app.close());
  const watch = (...watches: string[]) =>
    fetch(`${url}/v1/changes?${new URLSearchParams(watches.map((one): [string, string] => ['watch', one]))}`);
  const open = async (keyOf: (row: Row) => string, ...watches: string[]) => {
    const answer = await watch(...watches);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      200,
      'text/event-stream; charset=utf-8',
    ]);
    return new Reader(keyOf, answer.body!);
  };
  const rows = async (path: string) =>
    ((await (await fetch(`${url}/v1/${path}`)).json()) as { rows: Row[] }).rows;
  return { ...world, app, url, watch, open, rows, reads: () => reads };
}

const byLevel = (row: Row) => String(row.level_id);

it('tells everything at once, and then what each commit changed', async () => {
  const { open, rows, more, reads } = await listening();
  const levels = 'stats/levels?limit=20';
  const [one, other] = [await open(byLevel, levels, 'stats/topics'), await open(byLevel, levels)];
  await expect.poll(() => one.changes.length).toBe(2);
  expect(one.changes[0]).toMatchObject({ watch: levels, full: true });
  expect(one.shown(levels)).toEqual(await rows(levels));
  more(300);
  const before = reads();
  await expect.poll(() => one.shown(levels), { timeout: 5000 }).toEqual(await rows(levels));
  expect(one.changes.at(-1)!.full).toBe(false);
  expect(one.changes.at(-1)!.rows.length).toBeLessThan(one.changes.at(-1)!.keys.length + 1);
  await expect.poll(() => other.shown(levels)).toEqual(await rows(levels));
  expect(reads() - before).toBeLessThan(20);
});

it('reads nothing again while nothing is committed', async () => {
  const { open, reads } = await listening();
  const reader = await open(byLevel, 'stats/levels', 'stats/items');
  await expect.poll(() => reader.changes.length).toBe(2);
  // The first look finds the commit that was there before.
  await sleep(1100);
  const before = reads();
  await sleep(1500);
  // One a look, for the number of the last commit.
  expect(reads() - before).toBeLessThanOrEqual(2);
  expect(reader.changes.length).toBe(2);
});

it('tells how game-flow fares, each second', async () => {
  const { open } = await listening();
  const reader = await open(() => '', 'status');
  await expect.poll(() => reader.changes.length, { timeout: 5000 }).toBeGreaterThan(2);
  expect(reader.shown('status')).toMatchObject([{ version: '1.2.3' }]);
});

it('reads the database that is there now, where another was put in its place', async () => {
  let world = simulated(500);
  const app = appOf({ resources: resourcesFor((of) => world.read(of)) });
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  onTestFinished(() => app.close());
  const reader = new Reader(byLevel, (await fetch(`${url}/v1/changes?watch=stats/levels`)).body!);
  await expect.poll(() => reader.changes.length).toBe(1);
  // A look at the first one, so that both are at the same number of their commits.
  await sleep(1100);
  world = simulated(2000);
  const rows = world.read((db) => JSON.parse(JSON.stringify(STATS.levels(db))) as Row[]);
  await expect.poll(() => reader.shown('stats/levels'), { timeout: 5000 }).toEqual(rows);
});

it('cuts off those alone for whom something cannot be read', async () => {
  const errors: unknown[] = [];
  const changes = new Changes({
    read: () => undefined,
    clock: () => performance.now(),
    onError: (error) => errors.push(error),
  });
  onTestFinished(() => changes.close());
  let isBroken = false;
  const page = { keys: ['a'], texts: ['1'], next: null };
  const fine: Watchable = { name: 'fine', rows: 1, isOfDatabase: false, read: () => page };
  const broken: Watchable = {
    ...fine,
    name: 'broken',
    read: () => {
      if (isBroken) throw new Error('unreadable');
      return page;
    },
  };
  const open = (...some: Watchable[]) => changes.open(new Map(some.map((one) => [one.name, one]))).resume();
  const [one, other] = [open(fine), open(fine, broken)];
  isBroken = true;
  await expect.poll(() => other.destroyed, { timeout: 5000 }).toBe(true);
  expect([one.destroyed, errors.length]).toEqual([false, 1]);
});

it('ends when the server stops', async () => {
  const { app, open } = await listening();
  const reader = await open(byLevel, 'stats/levels');
  await expect.poll(() => reader.changes.length).toBe(1);
  await app.close();
  await expect.poll(() => reader.isOver).toBe(true);
});

it('ends even when somebody does not read', async () => {
  const { app, url, take } = await listening(0);
  const name = 'x'.repeat(128);
  const kills = Array.from({ length: 1000 }, (_, i) => ({
    playerid: `${name}${i}`.slice(-128),
    timestamp: 0,
    eventtype: 'kill',
  }));
  take('combat-events', kills);
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  const pages = Array.from({ length: 30 }, (_, i) => `watch=stats/combat%3Flimit%3D${1000 - i}`);
  socket.write(`GET /v1/changes?${pages.join('&')} HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n`);
  // More than fits between the two.
  await once(socket, 'readable');
  await sleep(200);
  await app.close();
  socket.destroy();
});

describe('what cannot be watched', () => {
  it('is named', async () => {
    const app = appOf();
    const refused = [
      ['watch=stats/nope', 400, 'invalid_query'],
      ['', 400, 'invalid_query'],
      ['watch=', 400, 'invalid_query'],
      ['watch=status%3Flimit=1', 400, 'invalid_query'],
      ['watch=stats/levels%3Flimit%3D0', 400, 'invalid_query'],
      ['watch=stats/levels%3Fsince%3Dx', 400, 'invalid_query'],
      ['watch=stats/levels%3Flimit%3D1%26limit%3D2', 400, 'invalid_query'],
      ['watch=stats/levels%3F__proto__%3D1', 400, 'invalid_query'],
      ['watch=gaps%3Fafter%3Dx', 400, 'invalid_query'],
      ['watch=status&what=status', 400, 'invalid_query'],
      [`${'watch=status&'.repeat(32)}watch=status`, 400, 'invalid_query'],
    ] as const;
    for (const [query, status, code] of refused) {
      const answer = await app.inject({ url: `/v1/changes?${query}` });
      expect([answer.statusCode, answer.json().error.code], query).toEqual([status, code]);
    }
  });

  it('is refused as any type but text/event-stream', async () => {
    const headers = { accept: 'application/json' };
    const { statusCode } = await appOf().inject({ url: '/v1/changes?watch=status', headers });
    expect(statusCode).toBe(406);
  });

  it('is more than is kept in memory', async () => {
    const { watch } = await listening(0);
    const large = (n: number) =>
      Array.from({ length: 30 }, (_, i) => `stats/levels?limit=1000&level=${n}-${i}`);
    const first = await watch(...large(1));
    expect(first.status).toBe(200);
    const refused = await watch(...large(2));
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '30']);
    // What is watched already costs nothing more.
    const second = await watch(...large(1));
    expect(second.status).toBe(200);
    for (const { body } of [first, second]) await body!.cancel();
    // Nobody watches that any more, so there is room.
    await expect.poll(async () => (await watch(...large(2))).status).toBe(200);
  });
});
