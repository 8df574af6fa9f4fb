import type { PlayerEvent } from './events.js';
import { distinct, groupBy, key, largest, lastWritten, least, nearestRank, watermark } from './groups.js';
import { compareNumbers, compareUtf8 } from './text.js';
import { isoDay, SECOND } from './time.js';

const STALLED_AFTER = 600 * SECOND;
const DISENGAGED_AFTER = 1800 * SECOND;

/** UTC days, both inclusive; a visit counts when its first event falls in them. */
export interface DayRange {
  from?: string;
  to?: string;
}

/** One player on one level. */
interface Visit {
  level_id: string;
  events: PlayerEvent[];
  first_at: number;
  completed: boolean;
  stalled: boolean;
  disengaged: boolean;
  lastMap: string;
  seconds_to_complete: number | null;
}

export function levels(events: PlayerEvent[], days: DayRange = {}): unknown[] {
  const counted = visits(events).filter((visit) => inDays(isoDay(visit.first_at), days));
  const rows = [...groupBy(counted, (visit) => visit.level_id)].map(([level_id, of]) => {
    const players = of.length;
    const completed = of.filter((visit) => visit.completed).length;
    const stalled = of.filter((visit) => visit.stalled).length;
    const times = of.map((visit) => visit.seconds_to_complete).filter((seconds) => seconds !== null);
    const count = (type: PlayerEvent['event_type']) =>
      of.flatMap((visit) => visit.events).filter((event) => event.event_type === type).length;
    return {
      level_id,
      players,
      completed,
      completion_rate: completed / players,
      stalled,
      stall_rate: stalled / players,
      disengaged: of.filter((visit) => visit.disengaged).length,
      median_seconds_to_complete: nearestRank(times, 50, compareNumbers),
      p95_seconds_to_complete: nearestRank(times, 95, compareNumbers),
      moves: count('move'),
      interactions: count('interaction'),
      level_completes: count('level_complete'),
    };
  });
  return rows.sort(
    (a, b) => compareNumbers(b.stall_rate, a.stall_rate) || compareUtf8(a.level_id, b.level_id),
  );
}

export function maps(events: PlayerEvent[]): unknown[] {
  const visitsByLastMap = groupBy(visits(events), (visit) => key(visit.level_id, visit.lastMap));
  const rows = [...groupBy(events, (event) => key(event.level_id, event.map_id))].map(([group, of]) => {
    const here = visitsByLastMap.get(group) ?? [];
    return {
      level_id: of[0]!.level_id,
      map_id: of[0]!.map_id,
      players: distinct(of, (event) => event.player_id),
      events: of.length,
      stalled_here: here.filter((visit) => visit.stalled).length,
      disengaged_here: here.filter((visit) => visit.disengaged).length,
    };
  });
  return rows.sort((a, b) => compareUtf8(a.level_id, b.level_id) || compareUtf8(a.map_id, b.map_id));
}

function inDays(day: string, { from, to }: DayRange): boolean {
  return (from === undefined || day >= from) && (to === undefined || day <= to);
}

function visits(events: PlayerEvent[]): Visit[] {
  const W = watermark(events);
  const groups = groupBy(events, (event) => key(event.player_id, event.level_id));
  return [...groups.values()].map((of) => visit(of, W!));
}

function visit(events: PlayerEvent[], W: number): Visit {
  const spells = [...groupBy(events, (event) => event.session_id).values()].map((spell) => ({
    min: least(spell.map((event) => event.time)),
    max: largest(spell.map((event) => event.time)),
  }));
  const completions = events.filter((event) => event.event_type === 'level_complete');
  const completed = completions.length > 0;
  const completed_at = least(completions.map((event) => event.time));
  const last_at = largest(events.map((event) => event.time));
  let played = 0;
  let playedToCompletion = 0;
  for (const { min, max } of spells) {
    played += max - min;
    playedToCompletion += Math.max(0, Math.min(max, completed_at) - min);
  }
  return {
    level_id: events[0]!.level_id,
    events,
    first_at: least(events.map((event) => event.time)),
    completed,
    stalled: !completed && played >= STALLED_AFTER,
    disengaged: !completed && W - last_at >= DISENGAGED_AFTER,
    lastMap: lastWritten(events, (event) => event.map_id, compareUtf8),
    seconds_to_complete: completed ? playedToCompletion / SECOND : null,
  };
}
