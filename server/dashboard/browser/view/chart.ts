/** A line over time, drawn by uPlot, with words for who does not see it. */
import type UPlot from 'uplot';
import { h, setText } from '../dom.js';
import { short } from '../format/numbers.js';
import { clock, minute } from '../format/times.js';
import { colour } from './colours.js';
import { onTheme } from './theme.js';

// By its path: a browser knows no names of packages.
const UPLOT = '/dashboard/uplot.js';
const { default: Plot } = (await import(UPLOT)) as { default: typeof UPlot };

export interface ChartOptions {
  /** What the line is, with its unit: `Events per second`. */
  readonly title: string;
  /** Custom property of its colour. */
  readonly colour: string;
  readonly format: (value: number) => string;
  /** Times with seconds. */
  readonly isFine: boolean;
  /** The axis goes at least so far up. */
  readonly least: number;
  /** Steps from value to value instead of slopes. */
  readonly isStepped?: boolean;
}

/** How often the words follow the line, ms: a screen reader need not hear every second. */
const WORDS_EVERY = 15_000;

export class TimeChart {
  readonly element: HTMLElement;
  readonly #readout = h('span', { class: 'readout' });
  readonly #canvas: HTMLElement;
  readonly #options: ChartOptions;
  #plot: UPlot | undefined;
  #data: [number[], (number | null)[]] = [[], []];
  #wordsAt = Number.NEGATIVE_INFINITY;

  constructor(options: ChartOptions) {
    this.#options = options;
    this.#canvas = h('div', { class: 'canvas', role: 'img', 'aria-label': options.title });
    const key = h('span', { class: 'swatch', 'aria-hidden': 'true' });
    key.style.background = `var(${options.colour})`;
    this.element = h(
      'figure',
      { class: 'chart' },
      h('figcaption', {}, key, options.title, this.#readout),
      this.#canvas,
    );
    new ResizeObserver(() => this.#resize()).observe(this.#canvas);
    onTheme(() => this.#make());
  }

  /** @param times seconds since 1970, ascending */
  show(times: number[], values: (number | null)[]): void {
    this.#data = [times, values];
    if (this.#plot === undefined) this.#make();
    else this.#plot.setData(this.#data);
    if (this.#plot?.cursor.idx == null) this.#read(times.length - 1);
    if (performance.now() - this.#wordsAt < WORDS_EVERY) return;
    this.#wordsAt = performance.now();
    this.#canvas.setAttribute('aria-label', this.#words());
  }

  #make(): void {
    this.#plot?.destroy();
    this.#plot = undefined;
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    if (width === 0 || height === 0) return;
    this.#plot = new Plot(this.#settings(width, height), this.#data, this.#canvas);
  }

  #resize(): void {
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    if (this.#plot === undefined) this.#make();
    else if (width > 0 && height > 0) this.#plot.setSize({ width, height });
  }

  #settings(width: number, height: number): UPlot.Options {
    const { isFine, least, isStepped = false } = this.#options;
    const line = colour(this.#options.colour);
    const axis = {
      stroke: colour('--muted'),
      font: '11px system-ui, "DejaVu Sans", sans-serif',
      grid: { stroke: colour('--grid'), width: 1 },
      ticks: { show: false },
    };
    return {
      width,
      height,
      legend: { show: false },
      padding: [6, 18, 0, 0],
      cursor: { drag: { x: false, y: false }, y: false, points: { size: 6 } },
      scales: { x: { time: true }, y: { range: (_, __, highest) => [0, Math.max(least, highest * 1.12)] } },
      series: [
        {},
        {
          stroke: line,
          width: 1.5,
          fill: colour(`${this.#options.colour}-faint`),
          points: { show: false },
          ...(isStepped ? { paths: Plot.paths.stepped!({ align: 1 }) } : {}),
        },
      ],
      axes: [
        {
          ...axis,
          size: 24,
          gap: 4,
          space: 64,
          values: (_, ticks) => ticks.map((t) => minute(t * 1000)),
          incrs: isFine ? [60, 120, 300] : [1800, 3600, 2 * 3600, 4 * 3600, 6 * 3600],
        },
        { ...axis, size: 46, gap: 4, space: 26, values: (_, ticks) => ticks.map(short) },
      ],
      tzDate: (seconds) => Plot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
      hooks: { setCursor: [({ cursor }) => this.#read(cursor.idx ?? this.#data[0].length - 1)] },
    };
  }

  /** The value at the pointer, otherwise the latest. */
  #read(index: number): void {
    const [times, values] = this.#data;
    const [time, value] = [times[index], values[index]];
    if (time === undefined) return;
    const at = this.#options.isFine ? clock(time * 1000) : minute(time * 1000);
    setText(this.#readout, value == null ? at : `${this.#options.format(value)} at ${at}`);
  }

  #words(): string {
    const known = this.#data[1].filter((value) => value !== null);
    if (known.length === 0) return `${this.#options.title}: no values yet.`;
    const { title, format } = this.#options;
    const [first, last] = [this.#data[0][0]!, this.#data[0].at(-1)!].map((t) => minute(t * 1000));
    const lowest = format(Math.min(...known));
    const highest = format(Math.max(...known));
    return `${title}, ${first} to ${last} UTC: latest ${format(known.at(-1)!)}, lowest ${lowest}, highest ${highest}.`;
  }
}
