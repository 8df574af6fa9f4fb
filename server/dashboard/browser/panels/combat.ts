/** Who kills most per death, over the latest windows that the server has added up. */
import { count, NONE, ratio } from '../format/numbers.js';
import { day, minute, sameDay } from '../format/times.js';
import { drawSoon } from '../live/frame.js';
import type { Watch } from '../live/watch.js';
import { playerButton } from '../player/player-button.js';
import type { LeaderRow } from '../rows.js';
import { Panel } from '../view/panel.js';
import { LiveTable, textColumn } from '../view/table.js';

export class CombatPanel {
  readonly #panel = new Panel('combat');
  readonly #table = new LiveTable<LeaderRow>(
    'Players by kills per death in the latest windows',
    [
      {
        title: 'Player',
        isHeading: true,
        class: 'name',
        draw: (cell, { player_id }) => {
          if (cell.firstElementChild === null) cell.append(playerButton(player_id));
        },
      },
      textColumn('Kills', ({ kills }) => count(kills), { class: 'number' }),
      textColumn('Deaths', ({ deaths }) => count(deaths), { class: 'number' }),
      textColumn('K/D', (row) => (row.kill_ratio === null ? NONE : ratio(row.kill_ratio)), {
        class: 'number',
        hint: 'Kills per death; who has not died has none, and is placed as if once',
      }),
    ],
    ({ player_id }) => player_id,
  );

  constructor(readonly watch: Watch<LeaderRow>) {
    this.#panel.body.append(this.#table.element);
    watch.onChange(() => drawSoon(this.#draw));
  }

  readonly #draw = (): void => {
    const { rows, isKnown } = this.watch;
    if (!this.#panel.has(rows.length, isKnown)) return;
    this.#table.show(rows);
    const [from, to] = [Date.parse(rows[0]!.from), Date.parse(rows[0]!.to)];
    const first = sameDay(from, to) ? minute(from) : `${day(from)} ${minute(from)}`;
    this.#panel.note(`${first}–${minute(to)} UTC, ${day(to)}`);
  };
}
