import type { Settings } from '../settings/settings.js';
import type { PlayerEvent } from './events.js';
import { key, LastWriter, valueAt } from './groups.js';
import type { Names } from './names.js';
import { compareUtf8 } from './text.js';
import { SECOND } from './time.js';

/** One player in one level: what the events say of it. */
interface Visit {
  first_at: number;
  last_at: number;
  /** Infinity while it is not completed. */
  completed_at: number;
  map: LastWriter<string>;
  readonly counts: Record<PlayerEvent['event_type'], number>;
}

/** One player in one level in one session. */
interface Spell {
  readonly visit: Visit;
  min: number;
  max: number;
}

/** A visit with what follows from its spells. Times in ms. */
export interface JudgedVisit extends Visit {
  completed: boolean;
  stalled: boolean;
  disengaged: boolean;
  /** Null unless completed. */
  seconds_to_complete: number | null;
}

interface Level {
  readonly visits: Map<number, Visit>;
  /** By the number of player and session together. */
  readonly spells: Map<number, Spell>;
}

/** Spells and visits of every level. */
export class Visits {
  readonly #levels = new Map<string, Level>();

  /**
   * @param players numbers for player_ids
   * @param sessions numbers for a player_id and session_id together
   */
  constructor(
    readonly settings: Settings,
    readonly players: Names,
    readonly sessions: Names,
  ) {}

  get levels(): string[] {
    return [...this.#levels.keys()];
  }

  add({ time, player_id, session_id, event_type, level_id, map_id }: PlayerEvent): void {
    const level = valueAt(this.#levels, level_id, () => ({ visits: new Map(), spells: new Map() }));
    const visit = valueAt(
      level.visits,
      this.players.numberOf(player_id),
      (): Visit => ({
        first_at: time,
        last_at: time,
        completed_at: Number.POSITIVE_INFINITY,
        map: new LastWriter(map_id),
        counts: { move: 0, interaction: 0, level_complete: 0 },
      }),
    );
    visit.first_at = Math.min(visit.first_at, time);
    visit.last_at = Math.max(visit.last_at, time);
    if (event_type === 'level_complete') visit.completed_at = Math.min(visit.completed_at, time);
    visit.map.write(time, map_id, compareUtf8);
    visit.counts[event_type]++;

    const session = this.sessions.numberOf(key(player_id, session_id));
    const spell = valueAt(level.spells, session, () => ({ visit, min: time, max: time }));
    spell.min = Math.min(spell.min, time);
    spell.max = Math.max(spell.max, time);
  }

  /** The visits of a level, with W of the topic. */
  of(level_id: string, W: number): JudgedVisit[] {
    const { visits, spells } = this.#levels.get(level_id)!;
    const played = new Map<Visit, { all: number; toCompletion: number }>();
    for (const { visit, min, max } of spells.values()) {
      const sums = valueAt(played, visit, () => ({ all: 0, toCompletion: 0 }));
      sums.all += max - min;
      sums.toCompletion += Math.max(0, Math.min(max, visit.completed_at) - min);
    }
    const { stalled_seconds, disengaged_seconds } = this.settings.thresholds;
    return [...visits.values()].map((visit) => {
      const completed = visit.completed_at !== Number.POSITIVE_INFINITY;
      const { all, toCompletion } = played.get(visit)!;
      return {
        ...visit,
        completed,
        stalled: !completed && all >= stalled_seconds * SECOND,
        disengaged: !completed && W - visit.last_at >= disengaged_seconds * SECOND,
        seconds_to_complete: completed ? toCompletion / SECOND : null,
      };
    });
  }
}
