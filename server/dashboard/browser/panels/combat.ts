/** Kills per death: what each player's latest windows come to. */
import { count, NONE, plural, ratio } from '../format/numbers.js';
import { day, minute, sameDay } from '../format/times.js';
import { drawSoon } from '../live/frame.js';
import type { Watch } from '../live/watch.js';
import { playerButton } from '../player/player-button.js';
import type { CombatRow } from '../rows.js';
import { Panel } from '../view/panel.js';
import { LiveTable, textColumn } from '../view/table.js';
import { type Fighter, leaders, wholeWindows } from './fighters.js';

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
