/** Levels and maps: where players get stuck (DESIGN.md, "Levels"). All of player-events. */
import type { Rollup } from './rollup.js';

/** (player, level): one player's history with one level. Stall, completion and times are read off it. */
export const visits: Rollup<'player-events'> = {
  name: 'visits',
  topic: 'player-events',
  key: [
    { name: 'player_id', type: 'text', of: (event) => event.player_id },
    { name: 'level_id', type: 'text', of: (event) => event.level_id },
  ],
  measures: [
    { kind: 'min', name: 'first_at', type: 'integer', of: (_, time) => time },
    { kind: 'max', name: 'last_at', type: 'integer', of: (_, time) => time },
    {
      kind: 'min',
      name: 'completed_at',
      type: 'integer',
      of: (_, time) => time,
      where: (event) => event.event_type === 'level_complete',
    },
    { kind: 'count', name: 'moves', where: (event) => event.event_type === 'move' },
    { kind: 'count', name: 'interactions', where: (event) => event.event_type === 'interaction' },
    { kind: 'count', name: 'level_completes', where: (event) => event.event_type === 'level_complete' },
    { kind: 'last', name: 'map_id', type: 'text', of: (event) => event.map_id },
  ],
};

/** (player, level, session): played time is the sum over these of (last_at − first_at). */
export const spells: Rollup<'player-events'> = {
  name: 'spells',
  topic: 'player-events',
  key: [
    { name: 'player_id', type: 'text', of: (event) => event.player_id },
    { name: 'level_id', type: 'text', of: (event) => event.level_id },
    { name: 'session_id', type: 'text', of: (event) => event.session_id },
  ],
  measures: [
    { kind: 'min', name: 'first_at', type: 'integer', of: (_, time) => time },
    { kind: 'max', name: 'last_at', type: 'integer', of: (_, time) => time },
  ],
};

export const levelMaps: Rollup<'player-events'> = {
  name: 'level_maps',
  topic: 'player-events',
  key: [
    { name: 'level_id', type: 'text', of: (event) => event.level_id },
    { name: 'map_id', type: 'text', of: (event) => event.map_id },
  ],
  measures: [
    { kind: 'count', name: 'events' },
    { kind: 'distinct', name: 'players', of: (event) => event.player_id },
  ],
};
