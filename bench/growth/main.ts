/**
 * `npm run bench:growth [-- --players N --visits N --sources N --rate N --seconds N --dir DIR]`: a large database,
 * events flowing in, and what each query takes meanwhile; then what each request of the API takes, by way of a `serve`
 * with a dashboard open. With `--dir` the database is kept, and used again when it is there.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startCluster, stopCluster } from '../../fluvio/broker/lifecycle/index.js';
import { acquireLock } from '../../fluvio/lock/lock.js';
import { type Db, databasePath, openForReading } from '../../processors/store/open.js';
import { Store } from '../../processors/store/store.js';
import { DEFAULT_SETTINGS } from '../../settings/settings.js';
import { batchOf } from '../batches.js';
import { startServer } from '../running-server.js';
import { Batcher } from './batcher.js';
import { Feed } from './feed.js';
import { DAY, playHistory } from './history.js';
import { Population } from './population.js';
import { queries } from './queries.js';
import { ask, requestsFor, WATCHED, watch } from './requests.js';

const { values } = parseArgs({
  options: {
    players: { type: 'string', default: '1000000' },
    visits: { type: 'string', default: '10000000' },
    levels: { type: 'string', default: '40' },
    sources: { type: 'string', default: '200' },
    online: { type: 'string', default: '50000' },
    days: { type: 'string', default: '30' },
    rate: { type: 'string', default: '50000' },
    seconds: { type: 'string', default: '60' },
    dir: { type: 'string' },
  },
});
const players = Number(values.players);
const until = Date.UTC(2026, 0, 1);
const dir = values.dir ?? mkdtempSync(join(tmpdir(), 'game-flow-growth-'));
const database = databasePath(dir);
const say = (line: string) => process.stdout.write(`${line}\n`);

try {
  mkdirSync(dir, { recursive: true });
  if (!existsSync(database)) fill();
  say(`database ${megabytes(statSync(database).size)} MB`);
  // Held as processors hold it, so that `serve` starts none.
  const lock = acquireLock(database);
  if (lock === undefined) throw new Error(`somebody processes ${database}`);
  const live = startLive();
  await live.warm;
  say(
    `${values.rate} events/s flow in for twice ${values.seconds} s, from ${values.online} players who are online`,
  );
  const db = openForReading(database);
  const player = somebody(db);
  const seconds = Number(values.seconds);
  const direct = queries(until, player).map(({ name, ask }) => ({ name, ask: async () => ask(db).length }));
  report('query', 'rows', await time(direct, seconds));
  db.close();
  await startCluster({ dataDir: dir, scPort: 0, spuPort: 0, owned: true });
  const server = await startServer(dir);
  watch(server.url, WATCHED);
  const requests = requestsFor(until, player).map((path) => ({
    name: path,
    ask: () => ask(server.url + path),
  }));
  report('request, with a dashboard open', 'bytes', await time(requests, seconds));
  await server.stop();
  await stopCluster(dir);
  live.child.send('stop');
  const { taken, seconds: elapsed, rss, cpu } = await live.done;
  lock.release();
  say(
    `processor: ${Math.round(taken / elapsed)} events/s taken in, ${((cpu * 1e6) / taken).toFixed(1)} CPU s/M, ${megabytes(rss)} MB of memory`,
  );
} finally {
  if (values.dir === undefined) rmSync(dir, { recursive: true, force: true });
}

function fill(): void {
  const begun = performance.now();
  const store = Store.open(database, DEFAULT_SETTINGS);
  // Filling has nothing to lose, and is not what is measured.
  store.db.pragma('synchronous = OFF');
  store.db.pragma('cache_size = -2097152');
  store.db.pragma('wal_autocheckpoint = 262144');
  const feed = new Feed(store, true);
  const batcher = new Batcher((topic, partition, texts, time) =>
    feed.take(batchOf(topic, partition, 0, texts, time)),
  );
  const population = new Population({
    name: 'p',
    players,
    levels: Number(values.levels),
    sources: Number(values.sources),
  });
  const days = Number(values.days);
  playHistory(population, batcher, { days, visits: Number(values.visits), until }, (day) => {
    const seconds = ((performance.now() - begun) / 1000).toFixed(0);
    say(`day ${day + 1} of ${days}: ${seconds} s, ${megabytes(process.memoryUsage().rss)} MB of memory`);
  });
  batcher.end();
  feed.commit();
  const visits = store.db.prepare('SELECT count(*) FROM visits').pluck().get() as number;
  const events = store.positions().reduce((sum, { accepted }) => sum + accepted, 0);
  const seconds = (performance.now() - begun) / 1000;
  say(`${events} events, ${visits} visits, ${Math.round(events / seconds)} events/s`);
  store.close();
}

interface Outcome {
  readonly taken: number;
  readonly seconds: number;
  readonly rss: number;
  readonly cpu: number;
}

function startLive() {
  const { players: all, levels, sources, online, rate } = values;
  const flags = { players: all, levels, sources, rate, start: String(until + DAY) };
  const child = fork(fileURLToPath(new URL('./live/main.js', import.meta.url)), [
    database,
    online,
    ...Object.entries(flags).flatMap(([name, value]) => [`--${name}`, value]),
  ]);
  const failed = once(child, 'exit').then(([code]) => {
    throw new Error(`the processor ended with ${code}`);
  });
  const next = async () => (await Promise.race([once(child, 'message'), failed]))[0] as unknown;
  const warm = next();
  const done = warm.then(() => next() as Promise<Outcome>);
  done.catch(() => undefined);
  return { child, warm, done };
}

interface Asked {
  readonly name: string;
  /** How much came: rows, or bytes. */
  readonly ask: () => Promise<number>;
}

interface Timed {
  readonly name: string;
  readonly size: number;
  readonly times: number[];
}

/** A player who has fought and acted. */
function somebody(db: Db): string {
  const found = db.prepare('SELECT player_id FROM players JOIN combat ON playerid = player_id LIMIT 1');
  return found.pluck().get() as string;
}

/** Asks in turn, one at a time, with pauses like those of a dashboard. */
async function time(all: readonly Asked[], seconds: number): Promise<Timed[]> {
  const timed = new Map<string, Timed>();
  const end = performance.now() + seconds * 1000;
  while (performance.now() < end) {
    for (const { name, ask } of all) {
      const start = performance.now();
      const size = await ask();
      const took = performance.now() - start;
      const times = timed.get(name)?.times ?? [];
      times.push(took);
      timed.set(name, { name, size, times });
      await sleep(5);
    }
  }
  return [...timed.values()];
}

function report(what: string, size: string, timed: readonly Timed[]): void {
  const width = Math.max(what.length, ...timed.map(({ name }) => name.length));
  const columns = [size, 'p50 ms', 'p99 ms', 'most ms'].map((name) => name.padStart(8));
  say(`${what.padEnd(width)}  ${columns.join('  ')}`);
  for (const { name, size, times } of timed) {
    const sorted = times.sort((a, b) => a - b);
    const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1]!.toFixed(1).padStart(8);
    say(`${name.padEnd(width)}  ${String(size).padStart(8)}  ${at(0.5)}  ${at(0.99)}  ${at(1)}`);
  }
}

function megabytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(0);
}
