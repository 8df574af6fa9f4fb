/**
 * `npm run bench:dashboard [-- --rate N --seconds N]`: the dashboard in a browser while events flow in. How soon it shows
 * figures, whether the browser is ever busy for longer than 50 ms at a stretch, and whether its memory stays flat.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type RunningServer, startServer } from '../../../bench/running-server.js';
import { startBrowser } from '../support/chromium.js';
import { measure } from './measure.js';

const { values } = parseArgs({
  options: { rate: { type: 'string', default: '10000' }, seconds: { type: 'string', default: '60' } },
});
const seconds = Number(values.seconds);
const GAME_FLOW = fileURLToPath(new URL('../../../cli/main.js', import.meta.url));
const say = (line: string) => process.stdout.write(`${line}\n`);

/** The longest task that nobody notices, ms. */
const LONGEST_TASK = 50;
/** Figures are there within this, ms. */
const FIRST_FIGURES = 1000;
/** What a heap may grow after the first quarter of the time, and be called flat. */
const GROWTH = 1.15;

const dataDir = mkdtempSync(join(tmpdir(), 'game-flow-dashboard-'));
const started: ChildProcess[] = [];
let server: RunningServer | undefined;
let isGood = false;
try {
  await ended(gameFlow('cluster', 'start', '--port', '0', '--spu-port', '0'));
  server = await startServer(dataDir);
  const { url } = server;
  const game = gameFlow('generate', '--rate', values.rate, '--players', '5000', '--seed', 'dashboard');
  // It is no part of what is measured: in a game it is elsewhere.
  setPriority(game.pid!, 10);
  while (((await rateAt(url)) ?? 0) < Number(values.rate) * 0.8) await sleep(500);
  const browser = await startBrowser();
  const found = await measure(browser, url, seconds, say);
  const rate = await rateAt(url);
  await browser.close();
  const [last, early] = [found.heap.at(-1)!, found.heap[Math.floor(found.heap.length / 4)]!];
  say(`Events came in at ${rate?.toFixed(0) ?? '?'} a second.`);
  say(`The page was busy ${(found.busy * 100).toFixed(1)} % of the time.`);
  say(`First figures after ${found.firstFigures.toFixed(0)} ms.`);
  say(
    `Longest task ${found.longestTask.toFixed(0)} ms; ${found.longTasks} over ${LONGEST_TASK} ms after the first figures.`,
  );
  say(
    `Heap ${(last / 2 ** 20).toFixed(1)} MiB after ${seconds} s, × ${(last / early).toFixed(2)} since a quarter of it.`,
  );
  isGood = found.firstFigures < FIRST_FIGURES && found.longTasks === 0 && last / early < GROWTH;
} finally {
  for (const child of started.filter(({ exitCode }) => exitCode === null)) child.kill('SIGINT');
  await Promise.all(started.map(ended));
  await server?.stop();
  await ended(gameFlow('down', '--delete-data'));
  rmSync(dataDir, { recursive: true, force: true });
}
process.exit(isGood ? 0 : 1);

function gameFlow(...args: string[]): ChildProcess {
  const child = spawn(process.execPath, [GAME_FLOW, ...args, '--data-dir', dataDir], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  child.stderr!.resume();
  started.push(child);
  return child;
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once('exit', () => resolve()));
}

async function rateAt(url: string): Promise<number | undefined> {
  const answer = await fetch(`${url}/v1/status`);
  return answer.ok ? ((await answer.json()) as { events_per_second: number }).events_per_second : undefined;
}
