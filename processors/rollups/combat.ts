/** Combat: who kills and who dies, by player and window (docs/data-dictionary.md). */
import type { Settings } from '../../settings/settings.js';
import { MINUTE, type Rollup, windowStart } from './rollup.js';

export function combat({ windows }: Settings): Rollup<'combat-events'> {
  const size = windows.combat * MINUTE;
  return {
    name: 'combat',
    topic: 'combat-events',
    key: [
      { name: 'window_start', type: 'integer', of: (_, time) => windowStart(time, size) },
      { name: 'playerid', type: 'text', of: (event) => event.playerid },
    ],
    measures: [
      { kind: 'count', name: 'kill_count', where: (event) => event.eventtype === 'kill' },
      { kind: 'count', name: 'death_count', where: (event) => event.eventtype === 'death' },
    ],
    windowMs: size,
    alsoBy: ['playerid'],
  };
}
