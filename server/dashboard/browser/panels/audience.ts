/** Who plays, comes back and pays: today beside yesterday. */
import { h, setText } from '../dom.js';
import { amount, amounts, currenciesOf } from '../format/money.js';
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
  /** More than the cell has room for. */
  readonly all?: string;
}

/** There is room for so many; all are in the title of each. */
const MOST_CURRENCIES = 3;

export class AudiencePanel {
  readonly #panel = new Panel('audience');
  readonly #titles = { now: h('span'), before: h('span') };
  readonly #table: LiveTable<Line>;
  readonly #retention = retentionTable();

  /** @param watch newest day first */
  constructor(readonly watch: Watch<AudienceRow>) {
    this.#table = new LiveTable<Line>(
      'Audience by day',
      [
        textColumn('Of the day', ({ title }) => title, { isHeading: true }),
        { title: 'Latest', class: 'number', draw: (cell, line) => drawValue(cell, line.now, line.all) },
        textColumn('Before', ({ before }) => before, { class: 'number' }),
        textColumn('Change', (line) => line.change, {
          class: 'number',
          hint: 'Against the whole day before; of a share in percentage points (pt)',
        }),
      ],
      ({ title }) => title,
    );
    const [, latest, before] = this.#table.element.querySelectorAll('thead th');
    latest!.replaceChildren(this.#titles.now);
    before!.replaceChildren(this.#titles.before);
    this.#panel.body.append(this.#table.element, this.#retention.element);
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
    setText(this.#titles.now, isToday ? 'Today so far' : day(start));
    setText(this.#titles.before, isToday ? 'Yesterday' : day(start - DAY));
    this.#panel.note(`UTC days; ${day(start)}`);
    this.#table.show(lines(now, before));
    this.#retention.show(returns(rows));
  };
}

function lines(now: AudienceRow, before: AudienceRow | undefined): Line[] {
  const line = (
    title: string,
    of: (row: AudienceRow) => number | null,
    text: (n: number | null) => string,
  ) => {
    const [a, b] = [of(now), before === undefined ? null : of(before)];
    return { title, now: text(a), before: text(b), change: change(a, b) };
  };
  const number = (n: number | null) => (n === null ? NONE : count(n));
  const currencies = currenciesOf(before === undefined ? [now] : [now, before]);
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
    ...currencies.slice(0, MOST_CURRENCIES).map((currency) => revenueLine(currency, now, before)),
  ];
}

function revenueLine(currency: string, now: AudienceRow, before: AudienceRow | undefined): Line {
  const [a, b] = [now.revenue[currency], before?.revenue[currency]];
  return {
    title: `Revenue, ${currency}`,
    now: a === undefined ? NONE : amount(a),
    before: b === undefined ? NONE : amount(b),
    change: change(a === undefined ? null : Number(a), b === undefined ? null : Number(b)),
    all: amounts(now.revenue),
  };
}

function drawValue(cell: HTMLElement, text: string, all: string | undefined): void {
  setText(cell, text);
  if (all === undefined) cell.removeAttribute('title');
  else cell.title = all;
}
