import type { Settings } from '../settings/settings.js';
import type { PlayerEvent } from './events.js';
import { valueAt } from './groups.js';
import type { Names } from './names.js';
import { compareNumbers, compareUtf8 } from './text.js';
import { isoTime, MINUTE, windowStart } from './time.js';

interface Activity {
  events: number;
  players: Set<number>;
}

const none = (): Activity => ({ events: 0, players: new Set() });

/** Who plays, by window and by level and window. */
export class Engagement {
  readonly #size: number;
  readonly #windows = new Map<number, Activity>();
  readonly #levels = new Map<number, Map<string, Activity>>();

  constructor(
    settings: Settings,
    readonly players: Names,
  ) {
    this.#size = settings.windows.engagement * MINUTE;
  }

  add(event: PlayerEvent): void {
    const start = windowStart(event.time, this.#size);
    const levels = valueAt(this.#levels, start, () => new Map<string, Activity>());
    const player = this.players.numberOf(event.player_id);
    for (const activity of [valueAt(this.#windows, start, none), valueAt(levels, event.level_id, none)]) {
      activity.events++;
      activity.players.add(player);
    }
  }

  rows(horizon: number): object[] {
    return this.#kept(this.#windows, horizon).map(([start, of]) => ({
      window_start: isoTime(start),
      ...shown(of),
    }));
  }

  levelRows(horizon: number): object[] {
    return this.#kept(this.#levels, horizon).flatMap(([start, levels]) =>
      [...levels]
        .sort(([a], [b]) => compareUtf8(a, b))
        .map(([level_id, of]) => ({ level_id, window_start: isoTime(start), ...shown(of) })),
    );
  }

  #kept<V>(windows: Map<number, V>, horizon: number): [number, V][] {
    return [...windows]
      .filter(([start]) => start + this.#size > horizon)
      .sort(([a], [b]) => compareNumbers(a, b));
  }
}

function shown({ events, players }: Activity) {
  return { active_players: players.size, events };
}
