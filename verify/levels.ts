import type { PlayerEvent } from './events.js';
import { nearestRank, valueAt } from './groups.js';
import type { Names } from './names.js';
import { compareNumbers, compareUtf8 } from './text.js';
import { isoDay } from './time.js';
import type { JudgedVisit, Visits } from './visits.js';

/** UTC days, both inclusive; a visit counts when its first event falls in them. */
export interface DayRange {
  from?: string;
  to?: string;
}

export function levels(visits: Visits, W: number, days: DayRange = {}): object[] {
  const rows = visits.levels.flatMap((level_id) => {
    const counted = visits.of(level_id, W).filter((visit) => inDays(isoDay(visit.first_at), days));
    return counted.length === 0 ? [] : [levelRow(level_id, counted)];
  });
  return rows.sort(
    (a, b) => compareNumbers(b.stall_rate, a.stall_rate) || compareUtf8(a.level_id, b.level_id),
  );
}

function levelRow(level_id: string, visits: readonly JudgedVisit[]) {
  const players = visits.length;
  const completed = visits.filter((visit) => visit.completed).length;
  const stalled = visits.filter((visit) => visit.stalled).length;
  const times = visits.map((visit) => visit.seconds_to_complete).filter((seconds) => seconds !== null);
  const count = (type: PlayerEvent['event_type']) =>
    visits.reduce((total, { counts }) => total + counts[type], 0);
  return {
    level_id,
    players,
    completed,
    completion_rate: completed / players,
    stalled,
    stall_rate: stalled / players,
    disengaged: visits.filter((visit) => visit.disengaged).length,
    median_seconds_to_complete: nearestRank(times, 50, compareNumbers),
    p95_seconds_to_complete: nearestRank(times, 95, compareNumbers),
    moves: count('move'),
    interactions: count('interaction'),
    level_completes: count('level_complete'),
  };
}

interface Presence {
  events: number;
  players: Set<number>;
}

/** Who was on which map of a level. */
export class Maps {
  readonly #levels = new Map<string, Map<string, Presence>>();

  constructor(readonly players: Names) {}

  add({ level_id, map_id, player_id }: PlayerEvent): void {
    const maps = valueAt(this.#levels, level_id, () => new Map<string, Presence>());
    const presence = valueAt(maps, map_id, () => ({ events: 0, players: new Set<number>() }));
    presence.events++;
    presence.players.add(this.players.numberOf(player_id));
  }

  rows(visits: Visits, W: number): object[] {
    const levels = [...this.#levels].sort(([a], [b]) => compareUtf8(a, b));
    return levels.flatMap(([level_id, maps]) => {
      const stalled = new Map<string, number>();
      const disengaged = new Map<string, number>();
      for (const visit of visits.of(level_id, W)) {
        const map = visit.map.value;
        if (visit.stalled) stalled.set(map, (stalled.get(map) ?? 0) + 1);
        if (visit.disengaged) disengaged.set(map, (disengaged.get(map) ?? 0) + 1);
      }
      return [...maps]
        .sort(([a], [b]) => compareUtf8(a, b))
        .map(([map_id, { events, players }]) => ({
          level_id,
          map_id,
          players: players.size,
          events,
          stalled_here: stalled.get(map_id) ?? 0,
          disengaged_here: disengaged.get(map_id) ?? 0,
        }));
    });
  }
}

function inDays(day: string, { from, to }: DayRange): boolean {
  return (from === undefined || day >= from) && (to === undefined || day <= to);
}
