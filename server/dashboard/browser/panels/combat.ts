/** Kills per death: what each player's latest windows come to. */
import { count, NONE, plural, ratio } from '../format/numbers.js';
import { day, minute, sameDay } from '../format/times.js';
import { drawSoon } from '../live/frame.js';
import type { Watch } from '../live/watch.js';
import { playerButton } from '../player/player-button.js';
import type { CombatRow } from '../rows.js';
import { Panel } from '../view/panel.js';
import { LiveTable, textColumn } from '../view/table.js';

export interface Fighter {
  readonly player: string;
  readonly kills: number;
  readonly deaths: number;
}

const SHOWN = 12;

export class CombatPanel {
  readonly #panel = new Panel('combat');
  readonly #table = new LiveTable<Fighter>(
    'Players by kills per death in the latest windows',
    [
      {
        title: 'Player',
        isHeading: true,
        class: 'name',
        draw: (cell, { player }) => {
          if (cell.firstElementChild === null) cell.append(playerButton(player));
        },
      },
      textColumn('Kills', ({ kills }) => count(kills), { class: 'number' }),
      textColumn('Deaths', ({ deaths }) => count(deaths), { class: 'number' }),
      textColumn('K/D', ({ kills, deaths }) => (deaths === 0 ? NONE : ratio(kills / deaths)), {
        class: 'number',
        hint: 'Kills per death; none while a player has not died',
      }),
    ],
    ({ player }) => player,
  );

  /** @param watch newest windows first, at most so many rows */
  constructor(
    readonly watch: Watch<CombatRow>,
    readonly limit: number,
  ) {
    this.#panel.body.append(this.#table.element);
    watch.onChange(() => drawSoon(this.#draw));
  }

  readonly #draw = (): void => {
    const { rows, isKnown } = this.watch;
    if (!this.#panel.has(rows.length, isKnown)) return;
    const whole = wholeWindows(rows, this.limit);
    this.#table.show(leaders(whole).slice(0, SHOWN));
    const first = Date.parse(whole.at(-1)!.window_start);
    const last = Date.parse(whole[0]!.window_end);
    const windows = new Set(whole.map(({ window_start }) => window_start)).size;
    const from = `${sameDay(first, last) ? '' : `${day(first)} `}${minute(first)}`;
    this.#panel.note(`${plural(windows, 'window')}, ${from}–${minute(last)} UTC, ${day(last)}`);
  };
}

/** Where the page of rows was full, its oldest window may be cut; it is left out unless it is the only one. */
export function wholeWindows(rows: readonly CombatRow[], limit: number): readonly CombatRow[] {
  const oldest = rows.at(-1)?.window_start;
  if (rows.length < limit || rows[0]?.window_start === oldest) return rows;
  return rows.filter(({ window_start }) => window_start !== oldest);
}

/** By kills per death; who has not died has no such ratio and comes after those who have, by kills. */
export function leaders(rows: readonly CombatRow[]): Fighter[] {
  const fighters = new Map<string, Fighter>();
  for (const { player_id: player, kill_count, death_count } of rows) {
    const { kills, deaths } = fighters.get(player) ?? { kills: 0, deaths: 0 };
    fighters.set(player, { player, kills: kills + kill_count, deaths: deaths + death_count });
  }
  const perDeath = ({ kills, deaths }: Fighter) => (deaths === 0 ? -1 : kills / deaths);
  return [...fighters.values()].sort(
    (a, b) => perDeath(b) - perDeath(a) || b.kills - a.kills || (a.player < b.player ? -1 : 1),
  );
}
