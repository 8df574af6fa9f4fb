/** Where players are and get stuck. */
import { amount, count, orNull, share, text } from './columns.js';
import type { Figure } from './figure.js';

export const levels: Figure = {
  summary: 'Levels, the worst wall first',
  description:
    'With `from` or `to` only the visits count that began on those UTC days. The order is by `stall_rate`, the highest first, then by `level_id`.',
  tag: 'levels',
  columns: {
    level_id: text('The level.'),
    players: count('Players who have been in it.'),
    completed: count('Of these, who completed it.'),
    completion_rate: share('`completed` / `players`.'),
    stalled: count('Who have not completed it in 600 seconds of play.'),
    stall_rate: share('`stalled` / `players`.'),
    disengaged: count('Who have not completed it and were last seen in it 30 minutes ago or longer.'),
    median_seconds_to_complete: orNull(
      amount('Seconds played until it was completed; null while nobody has.'),
    ),
    p95_seconds_to_complete: orNull(amount('The same, of 95 players in 100.')),
    moves: count('Events `move`.'),
    interactions: count('Events `interaction`.'),
    level_completes: count('Events `level_complete`.'),
  },
  key: ['level_id'],
  example: {
    level_id: 'level_02',
    players: 40,
    completed: 25,
    completion_rate: 0.625,
    stalled: 10,
    stall_rate: 0.25,
    disengaged: 3,
    median_seconds_to_complete: 182.5,
    p95_seconds_to_complete: 411,
    moves: 1200,
    interactions: 310,
    level_completes: 26,
  },
};

export const maps: Figure = {
  summary: 'Levels by map',
  description:
    'On which map of a level players are stuck or have gone. The order is by `level_id`, `map_id`.',
  tag: 'levels',
  columns: {
    level_id: text('The level.'),
    map_id: text('The map.'),
    players: count('Players who have been on it in this level.'),
    events: count('Their events.'),
    stalled_here: count('Who are stalled in the level, and were last seen on this map.'),
    disengaged_here: count('Who are disengaged from the level, and were last seen on this map.'),
  },
  key: ['level_id', 'map_id'],
  example: {
    level_id: 'level_02',
    map_id: 'map_03',
    players: 31,
    events: 640,
    stalled_here: 8,
    disengaged_here: 2,
  },
};
