/** Who plays, by window of five minutes: the last 24 hours. */
import { count } from '../format/numbers.js';
import { DAY, day, minute } from '../format/times.js';
import { drawSoon } from '../live/frame.js';
import type { Watch } from '../live/watch.js';
import type { EngagementRow } from '../rows.js';
import { TimeChart } from '../view/chart.js';
import { detailsTable } from '../view/details-table.js';
import { Panel } from '../view/panel.js';
import { textColumn } from '../view/table.js';

export class EngagementPanel {
  readonly #panel = new Panel('engagement');
  readonly #players = new TimeChart({
    title: 'Active players',
    colour: '--accent',
    format: count,
    isFine: false,
    least: 10,
    isStepped: true,
  });
  readonly #events = new TimeChart({
    title: 'Their events',
    colour: '--second',
    format: count,
    isFine: false,
    least: 10,
    isStepped: true,
  });
  readonly #table = detailsTable<EngagementRow>(
    'Engagement by window',
    [
      textColumn('Window from, UTC', (row) => `${day(start(row))} ${minute(start(row))}`, {
        isHeading: true,
      }),
      textColumn('Active players', (row) => count(row.active_players), { class: 'number' }),
      textColumn('Events', ({ events }) => count(events), { class: 'number' }),
    ],
    (row) => row.window_start,
  );

  /** @param watch newest first */
  constructor(readonly watch: Watch<EngagementRow>) {
    this.#panel.body.append(this.#players.element, this.#events.element, this.#table.element);
    watch.onChange(() => drawSoon(this.#draw));
  }

  readonly #draw = (): void => {
    const { rows } = this.watch;
    if (!this.#panel.has(rows.length, this.watch.isKnown)) return;
    const newest = start(rows[0]!);
    const shown = withQuietWindows(rows.filter((row) => start(row) > newest - DAY).reverse());
    const times = shown.map(({ at }) => at / 1000);
    this.#players.show(
      times,
      shown.map(({ row }) => row?.active_players ?? 0),
    );
    this.#events.show(
      times,
      shown.map(({ row }) => row?.events ?? 0),
    );
    this.#table.show(rows);
    this.#panel.note(`24 hours to ${day(newest)} ${minute(newest)} UTC; the last window may still grow`);
  };
}

function start({ window_start }: EngagementRow): number {
  return Date.parse(window_start);
}

/** Windows in which nobody played have no row. The smallest step between rows is the size of a window. */
function withQuietWindows(rows: readonly EngagementRow[]): { at: number; row: EngagementRow | undefined }[] {
  const starts = rows.map(start);
  const size = Math.min(...starts.slice(1).map((at, i) => at - starts[i]!));
  return rows.flatMap((row, i) => {
    const at = starts[i]!;
    const next = starts[i + 1] ?? at + size;
    const quiet = [];
    for (let t = at + size; t < next; t += size) quiet.push({ at: t, row: undefined });
    return [{ at, row }, ...quiet];
  });
}
