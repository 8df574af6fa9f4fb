/** How fast records are folded, and how far the processors are behind: the last ten minutes. */
import { rate } from '../format/numbers.js';
import { clock } from '../format/times.js';
import { drawSoon } from '../live/frame.js';
import type { Watch } from '../live/watch.js';
import type { ThroughputRow } from '../rows.js';
import { TimeChart } from '../view/chart.js';
import { detailsTable } from '../view/details-table.js';
import { Panel } from '../view/panel.js';
import { textColumn } from '../view/table.js';

const SPAN = 600_000;

export class ThroughputPanel {
  readonly #panel = new Panel('throughput');
  readonly #events = new TimeChart({
    title: 'Events per second',
    colour: '--accent',
    format: rate,
    isFine: true,
    least: 10,
  });
  readonly #lag = new TimeChart({
    title: 'Lag, records',
    colour: '--second',
    format: rate,
    isFine: true,
    least: 10,
  });
  readonly #table = detailsTable<ThroughputRow>(
    'Throughput and lag by time',
    [
      textColumn('Time, UTC', ({ at }) => clock(Date.parse(at)), { isHeading: true }),
      textColumn('Events/s', (row) => rate(row.events_per_second), { class: 'number' }),
      textColumn('Rejected/s', (row) => rate(row.rejected_per_second), { class: 'number' }),
      textColumn('Lag', ({ lag }) => (lag === null ? '–' : rate(lag)), { class: 'number' }),
    ],
    ({ at }) => at,
  );
  #rows: ThroughputRow[] = [];

  constructor() {
    this.#panel.body.append(this.#events.element, this.#lag.element, this.#table.element);
  }

  /** What was before the page was opened, or while it was hidden or cut off. */
  begin(rows: readonly ThroughputRow[]): void {
    const [first, last] = [rows[0]?.at ?? '~', rows.at(-1)?.at ?? '~'];
    const before = this.#rows.filter(({ at }) => at < first);
    this.#rows = [...before, ...rows, ...this.#rows.filter(({ at }) => at > last)];
    drawSoon(this.#draw);
  }

  follow(watch: Watch<ThroughputRow>): void {
    watch.onChange(() => {
      const [row] = watch.rows;
      if (row === undefined || row.at === this.#rows.at(-1)?.at) return;
      const oldest = Date.parse(row.at) - SPAN;
      this.#rows = [...this.#rows.filter(({ at }) => Date.parse(at) >= oldest), row];
      drawSoon(this.#draw);
    });
  }

  readonly #draw = (): void => {
    const rows = this.#rows;
    if (!this.#panel.has(rows.length, true)) return;
    const times = rows.map(({ at }) => Date.parse(at) / 1000);
    this.#events.show(
      times,
      rows.map((row) => row.events_per_second),
    );
    this.#lag.show(
      times,
      rows.map(({ lag }) => lag),
    );
    this.#table.show(rows.filter((_, i) => i % 30 === (rows.length - 1) % 30).reverse());
  };
}
