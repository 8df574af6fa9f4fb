/**
 * `npm run bench:collector [-- --requests N]`: how many requests `serve` takes a second and how long they wait, all of it
 * on this machine: client, server, broker and processors. Then all that was accepted must be in the figures.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startCluster, stopCluster } from '../../fluvio/broker/lifecycle/index.js';
import { type RunningServer, startServer } from '../running-server.js';
import { type Load, type Loaded, send } from './load.js';

const TIME = 1731402000000;
/** All that was accepted is in the figures so soon, or something is lost. */
const FOLDED_WITHIN_MS = 60_000;

const { values } = parseArgs({ options: { requests: { type: 'string', default: '60000' } } });
const requests = Number(values.requests);
if (!Number.isInteger(requests) || requests < 1000) {
  process.stderr.write('bench:collector: --requests takes a whole number from 1000.\n');
  process.exit(2);
}

const kill = (player: string) => ({ playerid: player, timestamp: TIME, eventtype: 'kill' });
const batch = JSON.stringify(Array.from({ length: 100 }, (_, i) => kill(`player_${i}`)));

function loads(url: string): Load[] {
  const to = { url: `${url}/v1/events/combat-events`, body: JSON.stringify(kill('ann')), events: 1 };
  const many = { ...to, body: batch, events: 100 };
  const tenth = Math.floor(requests / 10);
  return [
    { ...to, name: 'single, 100 connections', requests, connections: 100 },
    { ...to, name: 'single, 2000 a second', requests: tenth, connections: 100, rate: 2000 },
    { ...many, name: 'of 100, 10 connections', requests: tenth, connections: 10 },
    { ...many, name: 'of 100, 200 a second', requests: tenth / 5, connections: 10, rate: 200 },
  ];
}

const dataDir = mkdtempSync(join(tmpdir(), 'game-flow-bench-'));
let server: RunningServer | undefined;
let isComplete = false;
try {
  await startCluster({ dataDir, scPort: 0, spuPort: 0, owned: true });
  server = await startServer(dataDir);
  const { url } = server;
  // The first requests compile what the others use.
  const warmed = await send({ ...loads(url)[0]!, requests: 2000 });
  const done: Loaded[] = [];
  for (const load of loads(url)) done.push(await send(load));
  process.stdout.write(table(done));
  const accepted = [warmed, ...done].reduce((sum, one) => sum + one.accepted, 0);
  const start = performance.now();
  let counted = await killsIn(url);
  while (counted < accepted && performance.now() - start < FOLDED_WITHIN_MS) {
    await sleep(50);
    counted = await killsIn(url);
  }
  isComplete = counted === accepted;
  const late = ((performance.now() - start) / 1000).toFixed(1);
  process.stdout.write(`${accepted} events accepted, ${counted} in the figures ${late} s after the last.\n`);
} finally {
  await server?.stop();
  await stopCluster(dataDir);
  rmSync(dataDir, { recursive: true, force: true });
}
process.exit(isComplete ? 0 : 1);

/** As the roll-up has them, which must agree with what the topics say. */
async function killsIn(url: string): Promise<number> {
  const sum = async (what: string, measure: string): Promise<number> => {
    const answer = await fetch(`${url}/v1/stats/${what}?limit=1000`);
    if (!answer.ok) return 0;
    const { rows } = (await answer.json()) as { rows: Record<string, number>[] };
    return rows.reduce((all, row) => all + row[measure]!, 0);
  };
  const [kills, accepted] = [await sum('combat', 'kill_count'), await sum('topics', 'accepted')];
  return Math.min(kills, accepted);
}

function table(done: readonly Loaded[]): string {
  const rows = done.map(({ load, seconds, accepted, failed, p50, p99 }) => [
    load.name,
    Math.round((accepted / load.events + failed) / seconds).toLocaleString('en-US'),
    Math.round(accepted / seconds).toLocaleString('en-US'),
    String(p50),
    String(p99),
    String(failed),
  ]);
  const head = ['events', 'requests/s', 'events/s', 'p50 ms', 'p99 ms', 'not 2xx'];
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]!.length)));
  const line = (cells: readonly string[]) =>
    cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  ');
  return `${[head, ...rows].map(line).join('\n')}\n`;
}
