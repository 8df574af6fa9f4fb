/** The row of each UTC day with player-events: what `stats audience` shows of them. */
import type { Db } from '../../store/open.js';

/** Days after their first one on which players are looked for again: d1, d7, d30. */
export const RETURNS = [1, 7, 30] as const;

export type Figure = 'active_players' | 'new_players' | 'sessions' | ReturnFigure;
type ReturnFigure = `back_${(typeof RETURNS)[number]}`;

const FIGURES: readonly Figure[] = [
  'active_players',
  'new_players',
  'sessions',
  ...RETURNS.map((days): ReturnFigure => `back_${days}`),
];

/** `back_7`: how many of the day's new players are active seven days later. */
export const AUDIENCE_DAYS_DDL = `CREATE TABLE audience_days (
  day INTEGER PRIMARY KEY,
  median_session INTEGER,
  ${FIGURES.map((figure) => `${figure} INTEGER NOT NULL`).join(', ')}
) STRICT`;

export class DayCounts {
  /** By day, how much more there is of each figure since the last `write`. */
  readonly #more = new Map<number, Record<Figure, number>>();
  readonly #upsert: { run(...parameters: unknown[]): unknown };

  constructor(db: Db) {
    const merges = FIGURES.map((figure) => `${figure} = ${figure} + excluded.${figure}`);
    this.#upsert = db.prepare(
      `INSERT INTO audience_days (day, median_session, ${FIGURES.join(', ')})
       VALUES (?, ?, ${FIGURES.map(() => '?').join(', ')})
       ON CONFLICT (day) DO UPDATE SET median_session = excluded.median_session, ${merges.join(', ')}`,
    );
  }

  /** Notes that a day has so many more of a figure. None more is enough to have its median looked up anew. */
  add(day: number, figure: Figure, more: number): void {
    let counts = this.#more.get(day);
    if (counts === undefined) {
      counts = Object.fromEntries(FIGURES.map((name) => [name, 0])) as Record<Figure, number>;
      this.#more.set(day, counts);
    }
    counts[figure] += more;
  }

  /** @param median of the lengths of a day's sessions, ms, as they are now */
  write(median: (day: number) => number | null): void {
    for (const [day, counts] of this.#more) {
      this.#upsert.run(day, median(day), ...FIGURES.map((figure) => counts[figure]));
    }
    this.#more.clear();
  }
}
