/** The latest events and what became of them, so that a developer sees their own arrive, or why it did not. */
import { byId, h, setText, visible } from '../dom.js';
import { NONE } from '../format/numbers.js';
import { exactMoment } from '../format/times.js';
import type { Feed } from '../live/feed.js';
import { drawSoon } from '../live/frame.js';
import type { Watch } from '../live/watch.js';
import type { EventRow } from '../rows.js';
import { Panel } from '../view/panel.js';
import { LiveTable, textColumn } from '../view/table.js';
import { latestEvents } from '../watches.js';

/** Signs beside the words: colour alone tells nothing. */
const VERDICTS: Readonly<Record<EventRow['verdict'], string>> = {
  accepted: '✓ accepted',
  duplicate: '= duplicate',
  rejected: '✕ rejected',
  sandbox: '◇ sandbox',
};

/** After the last key that was pressed, ms. */
const FILTER_AFTER = 250;

export class EventsPanel {
  readonly #panel = new Panel('events');
  readonly #form = byId<HTMLFormElement>('events-filter');
  readonly #table: LiveTable<EventRow>;
  #watch: Watch<EventRow>;

  constructor(readonly feed: Feed) {
    this.#table = new LiveTable<EventRow>(
      'The latest events, the newest first',
      [
        textColumn('Time, UTC', ({ at }) => (at === null ? NONE : exactMoment(at, Date.now())), {
          class: 'time',
        }),
        { title: 'Verdict', class: 'verdict', draw: drawVerdict },
        textColumn('Topic', ({ topic }) => topic, { class: 'topic' }),
        textColumn('Key', ({ key }) => (key === null ? NONE : visible(key)), {
          class: 'name',
          isHeading: true,
        }),
        { title: 'Reason and event', class: 'wide', draw: drawEvent },
      ],
      ({ source, seq }) => `${source} ${seq}`,
    );
    this.#panel.body.append(this.#table.element);
    this.#watch = this.#follow();
    let timer: number | undefined;
    this.#form.addEventListener('input', () => {
      clearTimeout(timer);
      timer = setTimeout(() => this.#refilter(), FILTER_AFTER);
    });
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#refilter();
    });
  }

  #follow(): Watch<EventRow> {
    const fields = [...new FormData(this.#form)].map(([name, text]) => [name, String(text)] as const);
    const watch = latestEvents(fields);
    watch.onChange(() => drawSoon(this.#draw));
    this.feed.add(watch);
    return watch;
  }

  #refilter(): void {
    const before = this.#watch;
    const next = this.#follow();
    if (next.path === before.path) return;
    this.feed.remove(before);
    this.#watch = next;
  }

  readonly #draw = (): void => {
    const { rows, isKnown } = this.#watch;
    const isFiltered = this.#watch.path.includes('&');
    // A filter that finds nothing says so in the panel's own place.
    this.#panel.has(isFiltered ? 1 : rows.length, isKnown);
    this.#table.show(rows);
    this.#panel.note(isFiltered && rows.length === 0 ? 'none of the latest events is like that' : '');
  };
}

function drawVerdict(cell: HTMLElement, { verdict }: EventRow): void {
  cell.dataset.verdict = verdict;
  setText(cell, VERDICTS[verdict]);
}

/** Closed, one line; open, everything that is known of it. An event never changes. */
function drawEvent(cell: HTMLElement, row: EventRow): void {
  if (cell.firstElementChild !== null) return;
  const value = visible(row.value);
  const why = row.reason === null ? '' : `${row.reason}${row.pointer ? ` at ${visible(row.pointer)}` : ''}`;
  const summary = h('summary', {});
  if (why !== '') summary.append(h('strong', { class: 'why' }, why), ' ');
  summary.append(h('code', {}, value));
  cell.append(
    h(
      'details',
      { class: 'event' },
      summary,
      h('p', { class: 'faint' }, placeOf(row)),
      h('pre', {}, laidOut(row.value)),
    ),
  );
}

function placeOf({ topic, partition, offset, verdict }: EventRow): string {
  if (partition !== null && offset !== null) return `In ${topic}, partition ${partition}, offset ${offset}.`;
  return verdict === 'sandbox'
    ? `For ${topic}, with a sandbox key: judged, and never counted.`
    : `Turned away at the door: it never reached ${topic}.`;
}

/** As people write JSON, where it is some and not cut. */
function laidOut(value: string): string {
  try {
    return visibleLines(JSON.stringify(JSON.parse(value), undefined, 2));
  } catch {
    return visible(value);
  }
}

/** The line breaks of the layout stay; those within texts are escapes. */
function visibleLines(text: string): string {
  return text.split('\n').map(visible).join('\n');
}
