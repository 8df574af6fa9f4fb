/** Combat: who kills and who dies, by player and window (docs/data-dictionary.md). */
import type { Settings } from '../../settings/settings.js';
import { MINUTE, type Rollup } from './rollup.js';

export function combat({ windows }: Settings): Rollup<'combat-events'> {
  return {
    name: 'combat',
    topic: 'combat-events',
    key: [
      { name: 'window_start', window: windows.combat * MINUTE },
      { name: 'playerid', field: 'playerid' },
    ],
    measures: [
      { kind: 'count', name: 'kill_count', where: { field: 'eventtype', in: ['kill'] } },
      { kind: 'count', name: 'death_count', where: { field: 'eventtype', in: ['death'] } },
    ],
    dropsWindows: true,
    findsBy: 'playerid',
  };
}
