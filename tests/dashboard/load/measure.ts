/** Watches a page with the browser's own instruments. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from 'playwright-core';

export interface Found {
  /** From the start of the navigation until the headline and the levels have figures, ms. */
  readonly firstFigures: number;
  /** Tasks of more than 50 ms after the first figures. */
  readonly longTasks: number;
  /** The longest of all, ms; 0 when none took 50 ms. */
  readonly longestTask: number;
  /** Share of the time in which the page's thread did anything. */
  readonly busy: number;
  /** Bytes of JavaScript that live after a collection, every few seconds. */
  readonly heap: readonly number[];
}

const LOOK_EVERY = 5000;

/** Runs before the page: its tasks of more than 50 ms, and when figures are there. */
const INSTRUMENTS = `
  window.longTasks = [];
  window.firstFigures = 0;
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) longTasks.push([startTime, duration]);
  }).observe({ type: 'longtask', buffered: true });
  const look = () => {
    const accepted = document.querySelector('#headline-accepted .value')?.textContent ?? '–';
    if (accepted === '–' || document.querySelector('#levels tbody tr') === null) requestAnimationFrame(look);
    else firstFigures = performance.now();
  };
  requestAnimationFrame(look);
`;

export async function measure(
  browser: Browser,
  url: string,
  seconds: number,
  say: (line: string) => void,
): Promise<Found> {
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
  await page.addInitScript(INSTRUMENTS);
  await page.goto(url, { waitUntil: 'commit' });
  let firstFigures = 0;
  for (; firstFigures === 0; await sleep(50)) firstFigures = (await page.evaluate('firstFigures')) as number;
  const instruments = await page.context().newCDPSession(page);
  await instruments.send('Performance.enable');
  const heap: number[] = [];
  const now = async () => (await page.evaluate('performance.now()')) as number;
  /** When garbage was collected for the sake of measuring: a task of its own, which no reader of the page has. */
  const collections: [from: number, to: number][] = [];
  const begun = performance.now();
  const end = begun + seconds * 1000;
  let busy = 0;
  while (performance.now() < end) {
    await sleep(LOOK_EVERY);
    const from = await now();
    await instruments.send('HeapProfiler.collectGarbage');
    collections.push([from, await now()]);
    const { metrics } = await instruments.send('Performance.getMetrics');
    const of = (name: string) => metrics.find((one) => one.name === name)?.value ?? 0;
    heap.push(of('JSHeapUsedSize'));
    busy = of('TaskDuration') / ((performance.now() - begun) / 1000);
    say(`heap ${(of('JSHeapUsedSize') / 2 ** 20).toFixed(1)} MiB, ${of('Nodes')} nodes`);
  }
  const tasks = (await page.evaluate('longTasks')) as [start: number, duration: number][];
  const own = tasks.filter(([start]) => !collections.some(([from, to]) => start >= from && start <= to));
  for (const [start, duration] of own)
    say(`a task of ${duration.toFixed(0)} ms, ${(start / 1000).toFixed(1)} s after the page was asked for`);
  return {
    firstFigures,
    longTasks: own.filter(([start]) => start > firstFigures).length,
    longestTask: Math.max(0, ...own.map(([, duration]) => duration)),
    busy,
    heap,
  };
}
