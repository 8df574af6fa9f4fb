import type { Settings } from '../settings/settings.js';
import type { Fight } from './events.js';
import { valueAt } from './groups.js';
import { compareNumbers, compareUtf8 } from './text.js';
import { isoTime, MINUTE, windowStart } from './time.js';

interface Tally {
  kills: number;
  deaths: number;
}

/** Kills and deaths by player and window. */
export class Combat {
  readonly #size: number;
  readonly #windows = new Map<number, Map<string, Tally>>();

  constructor(settings: Settings) {
    this.#size = settings.windows.combat * MINUTE;
  }

  add({ time, playerid, eventtype }: Fight): void {
    const players = valueAt(this.#windows, windowStart(time, this.#size), () => new Map<string, Tally>());
    const tally = valueAt(players, playerid, () => ({ kills: 0, deaths: 0 }));
    if (eventtype === 'kill') tally.kills++;
    else tally.deaths++;
  }

  rows(horizon: number): object[] {
    const windows = [...this.#windows]
      .filter(([start]) => start + this.#size > horizon)
      .sort(([a], [b]) => compareNumbers(a, b));
    return windows.flatMap(([start, players]) =>
      [...players]
        .sort(([a], [b]) => compareUtf8(a, b))
        .map(([player_id, { kills, deaths }]) => ({
          player_id,
          window_start: isoTime(start),
          window_end: isoTime(start + this.#size),
          kill_count: kills,
          death_count: deaths,
          kill_ratio: deaths === 0 ? null : kills / deaths,
        })),
    );
  }
}
