/** Engagement: who is playing, by window, and by level and window (docs/data-dictionary.md). */
import type { Settings } from '../../settings/settings.js';
import { MINUTE, type Rollup } from './rollup.js';

export function engagement({ windows }: Settings): Rollup<'player-events'> {
  return {
    name: 'engagement',
    topic: 'player-events',
    key: [{ name: 'window_start', window: windows.engagement * MINUTE }],
    measures: [
      { kind: 'count', name: 'events' },
      { kind: 'distinct', name: 'active_players', field: 'player_id' },
    ],
    dropsWindows: true,
  };
}

export function levelEngagement(settings: Settings): Rollup<'player-events'> {
  const { key, ...rest } = engagement(settings);
  return { ...rest, name: 'level_engagement', key: [...key, { name: 'level_id', field: 'level_id' }] };
}
