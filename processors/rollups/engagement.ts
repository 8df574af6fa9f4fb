/** Engagement: who is playing, by window, and by level and window (docs/data-dictionary.md). */
import type { Settings } from '../../settings/settings.js';
import { MINUTE, type Rollup, windowStart } from './rollup.js';

export function engagement({ windows }: Settings): Rollup<'player-events'> {
  const size = windows.engagement * MINUTE;
  return {
    name: 'engagement',
    topic: 'player-events',
    key: [{ name: 'window_start', type: 'integer', of: (_, time) => windowStart(time, size) }],
    measures: [
      { kind: 'count', name: 'events' },
      { kind: 'distinct', name: 'active_players', of: (event) => event.player_id },
    ],
    windowMs: size,
  };
}

export function levelEngagement({ windows }: Settings): Rollup<'player-events'> {
  const size = windows.engagement * MINUTE;
  return {
    name: 'level_engagement',
    topic: 'player-events',
    key: [
      { name: 'window_start', type: 'integer', of: (_, time) => windowStart(time, size) },
      { name: 'level_id', type: 'text', of: (event) => event.level_id },
    ],
    measures: [
      { kind: 'count', name: 'events' },
      { kind: 'distinct', name: 'active_players', of: (event) => event.player_id },
    ],
    windowMs: size,
  };
}
