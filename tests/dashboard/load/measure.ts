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
  /** Bytes of JavaScript that live after a collection, every few seconds. */
  readonly heap: readonly number[];
}

const LOOK_EVERY = 5000;

/** Runs before the page: its tasks of more than 50 ms, and when figures are there. */
const INSTRUMENTS = `
  window.longTasks = [];
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) longTasks.push([startTime, duration]);
  }).observe({ type: 'longtask', buffered: true });
`;
const FIRST_FIGURES = `
  document.querySelector('#headline-accepted .value')?.textContent !== '–' &&
  document.querySelector('#levels tbody tr') !== null && performance.now()
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
  const firstFigures = Number(await (await page.waitForFunction(FIRST_FIGURES)).jsonValue());
  const instruments = await page.context().newCDPSession(page);
  await instruments.send('Performance.enable');
  const heap: number[] = [];
  const end = performance.now() + seconds * 1000;
  while (performance.now() < end) {
    await sleep(LOOK_EVERY);
    await instruments.send('HeapProfiler.collectGarbage');
    const { metrics } = await instruments.send('Performance.getMetrics');
    const of = (name: string) => metrics.find((one) => one.name === name)?.value ?? 0;
    heap.push(of('JSHeapUsedSize'));
    say(`heap ${(of('JSHeapUsedSize') / 2 ** 20).toFixed(1)} MiB, ${of('Nodes')} nodes`);
  }
  const tasks = (await page.evaluate('longTasks')) as [start: number, duration: number][];
  return {
    firstFigures,
    longTasks: tasks.filter(([start]) => start > firstFigures).length,
    longestTask: Math.max(0, ...tasks.map(([, duration]) => duration)),
    heap,
  };
}
