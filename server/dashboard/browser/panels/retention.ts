/** Of the players that came new on a day: who was back later. Known only when that later day is over. */
import { NONE, percent, points } from '../format/numbers.js';
import { day } from '../format/times.js';
import type { AudienceRow } from '../rows.js';
import { LiveTable, textColumn } from '../view/table.js';

export interface Return {
  readonly title: string;
  /** The latest day of which it is known; undefined when there is none yet. */
  readonly latest: AudienceRow | undefined;
  readonly share: number | null;
  /** The same of the latest day before that. */
  readonly before: number | null;
}

const LATER = [
  ['d1', '1 day'],
  ['d7', '7 days'],
  ['d30', '30 days'],
] as const;

/** @param rows newest day first */
export function returns(rows: readonly AudienceRow[]): Return[] {
  return LATER.map(([name, title]) => {
    const [latest, before] = rows.filter((row) => row[name] !== null);
    return { title, latest, share: latest?.[name] ?? null, before: before?.[name] ?? null };
  });
}

export function retentionTable(): LiveTable<Return> {
  return new LiveTable<Return>(
    'Retention of new players',
    [
      textColumn('Back after', ({ title }) => title, { isHeading: true, class: 'time' }),
      textColumn('New on', ({ latest }) => (latest === undefined ? NONE : day(Date.parse(latest.day))), {
        class: 'number',
      }),
      textColumn('Share', ({ share }) => (share === null ? NONE : percent(share)), { class: 'number' }),
      textColumn('Change', ({ share, before }) => points(share, before), {
        class: 'number',
        hint: 'Percentage points against the new players of the day before that',
      }),
    ],
    ({ title }) => title,
  );
}
