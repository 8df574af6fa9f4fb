/** Who plays, comes back and pays: today beside yesterday. */
import { setText } from '../dom.js';
import { amount, currenciesOf } from '../format/money.js';
import { change, count, NONE, percent, points } from '../format/numbers.js';
import { DAY, day, duration, sameDay } from '../format/times.js';
import { drawSoon } from '../live/frame.js';
import type { Watch } from '../live/watch.js';
import type { AudienceRow } from '../rows.js';
import { Panel } from '../view/panel.js';
import { LiveTable, textColumn } from '../view/table.js';
import { retentionTable, returns } from './retention.js';

interface Line {
  readonly title: string;
  readonly now: string;
  readonly before: string;
  readonly change: string;
}

export class AudiencePanel {
  readonly #panel = new Panel('audience');
  readonly #people = dayTable('Audience by day', 'Of the day');
  readonly #retention = retentionTable();
  readonly #revenue = dayTable('Revenue by day', 'Revenue');

  /** @param watch newest day first */
  constructor(readonly watch: Watch<AudienceRow>) {
    const tables = [this.#people, this.#retention, this.#revenue];
    this.#panel.body.append(...tables.map(({ element }) => element));
    watch.onChange(() => drawSoon(this.#draw));
  }

  readonly #draw = (): void => {
    const { rows } = this.watch;
    if (!this.#panel.has(rows.length, this.watch.isKnown)) return;
    // A clock that is ahead makes a day of tomorrow.
    const now = rows.find(({ day }) => Date.parse(day) <= Date.now()) ?? rows[0]!;
    const start = Date.parse(now.day);
    const before = rows.find(({ day }) => Date.parse(day) === start - DAY);
    const isToday = sameDay(start, Date.now());
    for (const { element } of [this.#people, this.#revenue]) {
      const [, latest, earlier] = element.querySelectorAll('thead th');
      setText(latest!, isToday ? 'Today' : day(start));
      setText(earlier!, isToday ? 'Yesterday' : day(start - DAY));
    }
    this.#panel.note(`UTC days; ${day(start)}${isToday ? ' so far' : ''}`);
    this.#people.show(peopleLines(now, before));
    this.#retention.show(returns(rows));
    const sales = revenueLines(now, before);
    this.#revenue.element.hidden = sales.length === 0;
    this.#revenue.show(sales);
  };
}

function dayTable(caption: string, what: string): LiveTable<Line> {
  return new LiveTable<Line>(
    caption,
    [
      textColumn(what, ({ title }) => title, { isHeading: true }),
      textColumn('Latest', ({ now }) => now, { class: 'number' }),
      textColumn('Before', ({ before }) => before, { class: 'number' }),
      textColumn('Change', (line) => line.change, {
        class: 'number',
        hint: 'Against the whole day before; of a share in percentage points (pt)',
      }),
    ],
    ({ title }) => title,
  );
}

function peopleLines(now: AudienceRow, before: AudienceRow | undefined): Line[] {
  const line = (
    title: string,
    of: (row: AudienceRow) => number | null,
    text: (n: number | null) => string,
  ) => {
    const [a, b] = [of(now), before === undefined ? null : of(before)];
    return { title, now: text(a), before: text(b), change: change(a, b) };
  };
  const number = (n: number | null) => (n === null ? NONE : count(n));
  return [
    line('Active players', (row) => row.active_players, number),
    line('New players', (row) => row.new_players, number),
    line('Sessions', ({ sessions }) => sessions, number),
    line('Median session', (row) => row.median_session_seconds, duration),
    line('Payers', ({ payers }) => payers, number),
    {
      ...line('Paying share', (row) => row.paying_share, percent),
      change: points(now.paying_share, before?.paying_share ?? null),
    },
  ];
}

/** A line for each currency: they are never added up. */
function revenueLines(now: AudienceRow, before: AudienceRow | undefined): Line[] {
  return currenciesOf(before === undefined ? [now] : [now, before]).map((currency) => {
    const [a, b] = [now.revenue[currency], before?.revenue[currency]];
    return {
      title: currency,
      now: a === undefined ? NONE : amount(a),
      before: b === undefined ? NONE : amount(b),
      change: change(a === undefined ? null : Number(a), b === undefined ? null : Number(b)),
    };
  });
}
