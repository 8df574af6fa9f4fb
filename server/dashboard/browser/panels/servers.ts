/** How the servers fare: their latest sample, what is wrong, and their alerts on a time line. */
import { h, setText, visible } from '../dom.js';
import { count, measure, plural } from '../format/numbers.js';
import { duration } from '../format/times.js';
import { drawSoon } from '../live/frame.js';
import type { Watch } from '../live/watch.js';
import type { AlertRow, ServerRow } from '../rows.js';
import { Panel } from '../view/panel.js';
import { LiveTable, textColumn } from '../view/table.js';
import { Lane, type Span, spanOf, timeScale } from './alert-lane.js';

/** A server with its alerts, the newest first. */
interface Health {
  readonly server: ServerRow;
  readonly alerts: readonly AlertRow[];
}

const METRICS = { cpu_load: 'CPU', memory_usage: 'memory', latency: 'latency', silent: 'silent' } as const;
/** Open alerts get older while nothing changes, ms. */
const AGE_EVERY = 30_000;

export class ServersPanel {
  readonly #panel = new Panel('servers');
  readonly #lanes = new WeakMap<HTMLElement, Lane>();
  readonly #scale = h('span', { class: 'scale' });
  readonly #table: LiveTable<Health>;
  #span: Span = { from: 0, to: 0 };

  /**
   * @param latest alerts, newest first
   * @param open all that are open, however long ago they began
   */
  constructor(
    readonly servers: Watch<ServerRow>,
    readonly latest: Watch<AlertRow>,
    readonly open: Watch<AlertRow>,
  ) {
    this.#table = new LiveTable<Health>(
      'Servers with their latest sample and their alerts',
      [
        textColumn('Server', ({ server }) => visible(server.server_id), { isHeading: true, class: 'name' }),
        { title: 'State', class: 'state', draw: drawState },
        textColumn('CPU, %', ({ server }) => measure(server.cpu_load.last), { class: 'number' }),
        textColumn('Memory, %', ({ server }) => measure(server.memory_usage.last), { class: 'number' }),
        textColumn('Latency, ms', ({ server }) => measure(server.latency.last), { class: 'number' }),
        {
          title: 'Alerts, UTC',
          class: 'lane-cell',
          draw: (cell, { alerts }) => this.#drawLane(cell, alerts),
        },
      ],
      ({ server }) => server.server_id,
    );
    this.#table.element.querySelector('thead th:last-child')!.append(this.#scale);
    this.#panel.body.append(this.#table.element);
    const draw = () => drawSoon(this.#draw);
    servers.onChange(draw);
    latest.onChange(draw);
    open.onChange(draw);
    setInterval(draw, AGE_EVERY);
  }

  readonly #draw = (): void => {
    const { rows, isKnown } = this.servers;
    if (!this.#panel.has(rows.length, isKnown)) return;
    const alerts = this.#alerts();
    this.#span = spanOf(alerts, Date.now());
    this.#scale.replaceChildren(...timeScale(this.#span));
    const byServer = new Map<string, AlertRow[]>(rows.map(({ server_id }) => [server_id, []]));
    for (const alert of alerts) byServer.get(alert.server_id)?.push(alert);
    const health = rows.map((server) => ({ server, alerts: byServer.get(server.server_id)! }));
    this.#table.show(health.sort(worstFirst));
    const open = alerts.filter(isOpen).length;
    this.#panel.note(
      `${plural(rows.length, 'server')}, ${open === 0 ? 'no alert open' : `${plural(open, 'alert')} open`}`,
    );
  };

  /** Newest first. */
  #alerts(): AlertRow[] {
    const keys = new Set(this.latest.rows.map((row) => this.latest.keyOf(row)));
    const older = this.open.rows.filter((row) => !keys.has(this.open.keyOf(row)));
    return [...this.latest.rows, ...older].sort((a, b) => (a.opened_at < b.opened_at ? 1 : -1));
  }

  #drawLane(cell: HTMLElement, alerts: readonly AlertRow[]): void {
    const lane = this.#lanes.get(cell) ?? new Lane();
    if (!this.#lanes.has(cell)) {
      this.#lanes.set(cell, lane);
      cell.append(lane.element);
    }
    lane.show(alerts, this.#span);
  }
}

function isOpen({ closed_at }: AlertRow): boolean {
  return closed_at === null;
}

/** The newest of the worst open alerts. */
function worst(alerts: readonly AlertRow[]): AlertRow | undefined {
  const open = alerts.filter(isOpen);
  return open.find(({ severity }) => severity === 'critical') ?? open[0];
}

function rank({ alerts }: Health): number {
  const found = worst(alerts);
  return found === undefined ? 0 : found.severity === 'critical' ? 2 : 1;
}

function worstFirst(a: Health, b: Health): number {
  return rank(b) - rank(a);
}

/** A sign, a word and a colour: none of them is needed to tell. */
function drawState(cell: HTMLElement, { alerts }: Health): void {
  const found = worst(alerts);
  const state = found === undefined ? 'ok' : found.severity;
  cell.dataset.state = state;
  if (found === undefined) {
    setText(cell, '● fine');
    return;
  }
  const since = duration((Date.now() - Date.parse(found.opened_at)) / 1000);
  const sign = state === 'critical' ? '■' : '▲';
  const others = alerts.filter(isOpen).length - 1;
  setText(cell, `${sign} ${METRICS[found.metric]} ${since}${others > 0 ? ` +${count(others)}` : ''}`);
}
