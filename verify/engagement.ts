import type { PlayerEvent } from './events.js';
import { distinct, groupBy, key } from './groups.js';
import { compareNumbers, compareUtf8 } from './text.js';
import { isoTime, MINUTE, windowStart } from './time.js';

const WINDOW = 5 * MINUTE;

export function engagement(events: PlayerEvent[]): unknown[] {
  const windows = [...groupBy(events, (event) => windowStart(event.time, WINDOW))];
  windows.sort(([a], [b]) => compareNumbers(a, b));
  return windows.map(([start, of]) => ({ window_start: isoTime(start), ...activity(of) }));
}

export function levelEngagement(events: PlayerEvent[]): unknown[] {
  const windowOf = (event: PlayerEvent) => windowStart(event.time, WINDOW);
  const groups = [...groupBy(events, (event) => key(event.level_id, windowOf(event))).values()];
  const rows = groups.map((of) => ({ level_id: of[0]!.level_id, start: windowOf(of[0]!), of }));
  rows.sort((a, b) => compareNumbers(a.start, b.start) || compareUtf8(a.level_id, b.level_id));
  return rows.map(({ level_id, start, of }) => ({ level_id, window_start: isoTime(start), ...activity(of) }));
}

function activity(events: PlayerEvent[]) {
  return { active_players: distinct(events, (event) => event.player_id), events: events.length };
}
