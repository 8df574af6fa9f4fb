/**
 * `npm run bench:dashboard [-- --rate N --seconds N]`: the dashboard in a browser while events flow in. How soon it shows
 * figures, whether the browser is ever busy for longer than 50 ms at a stretch, and whether its memory stays flat.
 */
import { parseArgs } from 'node:util';
import { eventually, Workplace } from '../../support/command-line.js';
import { startBrowser } from '../support/chromium.js';
import { measure } from './measure.js';

const { values } = parseArgs({
  options: { rate: { type: 'string', default: '10000' }, seconds: { type: 'string', default: '60' } },
});
const seconds = Number(values.seconds);
const say = (line: string) => process.stdout.write(`${line}\n`);

/** The longest task that nobody notices, ms. */
const LONGEST_TASK = 50;
/** Figures are there within this, ms. */
const FIRST_FIGURES = 1000;
/** What a heap may grow after the first quarter of the time, and be called flat. */
const GROWTH = 1.15;

const place = new Workplace();
let isGood = false;
try {
  await place.startBroker();
  const serve = place.start(['serve', '--port', '0']);
  await serve.said(/Listening at http\S+,/);
  const url = /Listening at (http\S+),/.exec(serve.stderr)![1]!;
  const generate = place.start([
    'generate',
    '--rate',
    values.rate,
    '--seed',
    'dashboard',
    '--players',
    '5000',
  ]);
  await eventually(async () => ((await rateAt(url)) ?? 0) > Number(values.rate) / 2, 120_000);
  const browser = await startBrowser();
  const found = await measure(browser, url, seconds, say);
  const rate = await rateAt(url);
  await browser.close();
  generate.interrupt();
  serve.interrupt();
  await Promise.all([generate.ended, serve.ended]);
  const growth = found.heap.at(-1)! / found.heap[Math.floor(found.heap.length / 4)]!;
  say(`Events came in at ${rate?.toFixed(0) ?? '?'} a second.`);
  say(`First figures after ${found.firstFigures.toFixed(0)} ms.`);
  say(
    `Longest task ${found.longestTask.toFixed(0)} ms; ${found.longTasks} over ${LONGEST_TASK} ms once it stood.`,
  );
  say(`Heap ${(found.heap.at(-1)! / 2 ** 20).toFixed(1)} MiB after ${seconds} s, × ${growth.toFixed(2)}.`);
  isGood = found.firstFigures < FIRST_FIGURES && found.longTasks === 0 && growth < GROWTH;
} finally {
  await place.end();
}
process.exit(isGood ? 0 : 1);

async function rateAt(url: string): Promise<number | undefined> {
  const answer = await fetch(`${url}/v1/status`);
  return answer.ok ? ((await answer.json()) as { events_per_second: number }).events_per_second : undefined;
}
