/** Levels by stall rate, and the maps of the chosen one: where players are stuck. */
import { h, setText, visible } from '../dom.js';
import { count, percent } from '../format/numbers.js';
import { duration } from '../format/times.js';
import type { Feed } from '../live/feed.js';
import { drawSoon } from '../live/frame.js';
import type { Watch } from '../live/watch.js';
import type { LevelRow, MapRow } from '../rows.js';
import { drawBar } from '../view/bar.js';
import { Panel } from '../view/panel.js';
import { LiveTable, textColumn } from '../view/table.js';
import { mapsOf } from '../watches.js';

export class LevelsPanel {
  readonly #panel = new Panel('levels');
  readonly #mapsTitle = h('h3');
  readonly #levels: LiveTable<LevelRow>;
  readonly #maps = mapsTable();
  #chosen: string | undefined;
  #watchedMaps: Watch<MapRow> | undefined;

  constructor(
    readonly watch: Watch<LevelRow>,
    readonly feed: Feed,
  ) {
    this.#levels = new LiveTable<LevelRow>(
      'Levels, the one where most players are stuck first',
      [
        { title: 'Level', isHeading: true, class: 'name', draw: (cell, row) => this.#drawName(cell, row) },
        textColumn('Players', ({ players }) => count(players), { class: 'number' }),
        {
          title: 'Stall rate',
          hint: 'Players with 10 minutes or more in the level who have not completed it',
          class: 'number barred',
          draw: (cell, { stall_rate }) => drawBar(cell, percent(stall_rate), stall_rate),
        },
        textColumn('Stalled', ({ stalled }) => count(stalled), { class: 'number extra' }),
        textColumn('Gone', ({ disengaged }) => count(disengaged), {
          class: 'number',
          hint: 'Not completed, and not back for half an hour',
        }),
        textColumn('Completed', (row) => percent(row.completion_rate), { class: 'number extra' }),
        textColumn('Median time', (row) => duration(row.median_seconds_to_complete), {
          class: 'number extra',
          hint: 'Played until completed',
        }),
      ],
      ({ level_id }) => level_id,
      (element, { level_id }) => element.classList.toggle('chosen', level_id === this.#chosen),
    );
    const maps = h('div', { class: 'maps' }, this.#mapsTitle, this.#maps.element);
    this.#panel.body.append(this.#levels.element, maps);
    watch.onChange(() => drawSoon(this.#draw));
  }

  readonly #draw = (): void => {
    const { rows, isKnown } = this.watch;
    if (!this.#panel.has(rows.length, isKnown)) return;
    if (this.#chosen === undefined) this.#choose(rows[0]!.level_id);
    this.#levels.show(rows);
  };

  #choose(level: string): void {
    if (level === this.#chosen) return;
    this.#chosen = level;
    setText(this.#mapsTitle, `Maps of ${visible(level)}`);
    if (this.#watchedMaps !== undefined) this.feed.remove(this.#watchedMaps);
    const maps = mapsOf(level);
    this.#watchedMaps = maps;
    maps.onChange(() =>
      drawSoon(() => {
        if (this.#watchedMaps === maps) this.#maps.show([...maps.rows].sort(byStalled));
      }),
    );
    this.feed.add(maps);
    this.#levels.show(this.watch.rows, true);
  }

  #drawName(cell: HTMLElement, { level_id }: LevelRow): void {
    if (cell.firstElementChild === null) {
      const button = h('button', { type: 'button', class: 'plain' }, visible(level_id));
      button.addEventListener('click', () => this.#choose(level_id));
      cell.append(button);
    }
    cell.firstElementChild!.setAttribute('aria-pressed', String(level_id === this.#chosen));
  }
}

function mapsTable(): LiveTable<MapRow> {
  return new LiveTable<MapRow>(
    'Maps of the chosen level, the one where most players are stuck first',
    [
      textColumn('Map', ({ map_id }) => visible(map_id), { isHeading: true, class: 'name' }),
      {
        title: 'Stuck here',
        hint: 'Stalled players of the level whose last event was on this map',
        class: 'number barred',
        draw: (cell, row) =>
          drawBar(cell, count(row.stalled_here), row.stalled_here / Math.max(1, row.players)),
      },
      textColumn('Gone here', (row) => count(row.disengaged_here), { class: 'number' }),
      textColumn('Players', ({ players }) => count(players), { class: 'number' }),
    ],
    ({ map_id }) => map_id,
  );
}

function byStalled(a: MapRow, b: MapRow): number {
  return b.stalled_here - a.stalled_here || b.disengaged_here - a.disengaged_here;
}
