/**
 * The processors, in a process of their own, with the events of `players.ts` flowing in. Tells its parent when everybody
 * has come online, and at the end what was taken in since.
 */
import { fork } from 'node:child_process';
import { setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { RecordBatch } from '../../../fluvio/client/index.js';
import { Store } from '../../../processors/store/store.js';
import { DEFAULT_SETTINGS } from '../../../settings/settings.js';
import { Feed } from '../feed.js';

const [database, online, ...flags] = process.argv.slice(2) as [string, string, ...string[]];
const store = Store.open(database, DEFAULT_SETTINGS);
const feed = new Feed(store);
/** Until everybody has come online, every event is a new session: what is measured begins after that. */
const warmUp = 5 * Number(online);
let taken = 0;
let warm: { taken: number; at: number; cpu: number } | undefined;

const players = fork(
  fileURLToPath(new URL('./players.js', import.meta.url)),
  ['--online', online, ...flags],
  { serialization: 'advanced' },
);
// They are no part of what is measured: in a game they are elsewhere.
setPriority(players.pid!, 10);
players.on('message', (batch: RecordBatch) => {
  feed.take(batch);
  taken += batch.count;
  if (warm !== undefined || taken < warmUp) return;
  warm = { taken, at: performance.now(), cpu: cpuSeconds() };
  process.send!('warm');
});
process.on('message', () => {
  const seconds = (performance.now() - warm!.at) / 1000;
  players.kill();
  feed.commit();
  const cpu = cpuSeconds() - warm!.cpu;
  process.send!({ taken: taken - warm!.taken, seconds, rss: process.memoryUsage().rss, cpu }, () => {
    store.close();
    process.exit(0);
  });
});
process.on('disconnect', () => process.exit(1));

/** Of this process, without the one that makes the events. */
function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
