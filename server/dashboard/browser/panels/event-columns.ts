/** An event and what became of it, as a row of a table. */
import { h, setText, visible } from '../dom.js';
import { NONE } from '../format/numbers.js';
import { exactMoment } from '../format/times.js';
import type { EventRow } from '../rows.js';
import { type Column, textColumn } from '../view/table.js';

/** Signs beside the words: colour alone tells nothing. */
const VERDICTS: Readonly<Record<EventRow['verdict'], string>> = {
  accepted: '✓ accepted',
  duplicate: '= duplicate',
  rejected: '✕ rejected',
  sandbox: '◇ sandbox',
};

/** Characters: more than a line has room for. */
const SHOWN_CLOSED = 240;

export const EVENT_COLUMNS: readonly Column<EventRow>[] = [
  textColumn('Time, UTC', ({ at }) => (at === null ? NONE : exactMoment(at, Date.now())), { class: 'time' }),
  { title: 'Verdict', class: 'verdict', draw: drawVerdict },
  textColumn('Topic', ({ topic }) => topic, { class: 'topic' }),
  textColumn('Key', ({ key }) => (key === null ? NONE : visible(key)), { class: 'name', isHeading: true }),
  { title: 'Reason and event', class: 'wide', draw: drawEvent },
];

export function eventKey({ source, seq }: EventRow): string {
  return `${source} ${seq}`;
}

function drawVerdict(cell: HTMLElement, { verdict }: EventRow): void {
  cell.dataset.verdict = verdict;
  setText(cell, VERDICTS[verdict]);
}

/** Closed, one line; open, everything that is known of it. An event never changes. */
function drawEvent(cell: HTMLElement, row: EventRow): void {
  if (cell.firstElementChild !== null) return;
  const why = row.reason === null ? '' : `${row.reason}${row.pointer ? ` at ${visible(row.pointer)}` : ''}`;
  const summary = h('summary', {});
  if (why !== '') summary.append(h('strong', { class: 'why' }, why), ' ');
  summary.append(h('code', {}, visible(row.value.slice(0, SHOWN_CLOSED))));
  const details = h('details', { class: 'event' }, summary);
  // Few are ever opened, and many come.
  details.addEventListener(
    'toggle',
    () => details.append(h('p', { class: 'faint' }, placeOf(row)), h('pre', {}, laidOut(row.value))),
    { once: true },
  );
  cell.append(details);
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
