/** One server's alerts as bars in time. Each is also a sentence, for a screen reader and for the pointer. */
import { h } from '../dom.js';
import { measure } from '../format/numbers.js';
import { day, HOUR, minute, moment, sameDay } from '../format/times.js';
import type { AlertRow } from '../rows.js';

/** ms since 1970. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const SHOWN = 6 * HOUR;
const TICK = 2 * HOUR;
/** A bar is never narrower: its letter has to fit. */
const NARROWEST = '11px';

const NAMES = { cpu_load: 'CPU', memory_usage: 'Memory', latency: 'Latency', silent: 'Silent' } as const;
/** On the bars. */
const LETTERS = { cpu_load: 'C', memory_usage: 'M', latency: 'L', silent: 'S' } as const;
const UNITS = { cpu_load: ' %', memory_usage: ' %', latency: ' ms', silent: '' } as const;

/** The six hours up to now; of a history that ended long ago, up to its last alert. */
export function spanOf(alerts: readonly AlertRow[], now: number): Span {
  const ends = alerts.map(({ opened_at, closed_at }) => Date.parse(closed_at ?? opened_at));
  const last = Math.max(0, ...ends);
  const to = alerts.length === 0 || now - last < SHOWN ? now : last;
  return { from: to - SHOWN, to };
}

/** The hours of a span, for the head of the column. */
export function timeScale({ from, to }: Span): Element[] {
  const ticks = [];
  for (let at = Math.ceil(from / TICK) * TICK; at < to; at += TICK) {
    const text = sameDay(at, at - TICK) ? minute(at) : day(at);
    const tick = h('span', { class: 'tick' }, text);
    tick.style.left = `${(((at - from) / (to - from)) * 100).toFixed(2)}%`;
    ticks.push(tick);
  }
  return ticks;
}

export class Lane {
  readonly element = h('ol', { class: 'lane' });

  show(alerts: readonly AlertRow[], span: Span): void {
    const within = alerts.filter(
      ({ opened_at, closed_at }) =>
        Date.parse(opened_at) < span.to && (closed_at === null || Date.parse(closed_at) > span.from),
    );
    this.element.replaceChildren(...within.map((alert) => bar(alert, span)));
  }
}

function bar(alert: AlertRow, { from, to }: Span): HTMLLIElement {
  const { metric, severity, opened_at, closed_at } = alert;
  const share = (at: number) => ((Math.min(to, Math.max(from, at)) - from) / (to - from)) * 100;
  const left = share(Date.parse(opened_at));
  const right = closed_at === null ? 100 : share(Date.parse(closed_at));
  const text = sentence(alert);
  const element = h(
    'li',
    { class: `alert ${severity} ${metric}${closed_at === null ? ' open' : ''}`, title: text },
    h('span', { class: 'unseen' }, text),
    h('span', { class: 'mark', 'aria-hidden': 'true' }, LETTERS[metric]),
  );
  element.style.left = `min(${left.toFixed(2)}%, 100% - ${NARROWEST})`;
  element.style.width = `max(${(right - left).toFixed(2)}%, ${NARROWEST})`;
  return element;
}

/** `CPU critical, peak 99.2 %, 10:15 to 10:25 UTC` */
function sentence({ metric, severity, opened_at, closed_at, peak }: AlertRow): string {
  const now = Date.now();
  const top = peak === null ? '' : `, peak ${measure(peak)}${UNITS[metric]}`;
  const end = closed_at === null ? 'still open' : `to ${moment(closed_at, now)} UTC`;
  return `${NAMES[metric]} ${severity}${top}, from ${moment(opened_at, now)} UTC, ${end}`;
}
