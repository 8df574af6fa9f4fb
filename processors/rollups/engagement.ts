/** Engagement: who is playing, in 5-minute windows (DESIGN.md, "Engagement"). */
import { type Rollup, windowStart } from './rollup.js';

/** Window size in ms. Part of the fold version: another size needs a rebuild. */
export const ENGAGEMENT_WINDOW = 5 * 60_000;

export const engagement: Rollup<'player-events'> = {
  name: 'engagement',
  topic: 'player-events',
  key: [{ name: 'window_start', type: 'integer', of: (_, time) => windowStart(time, ENGAGEMENT_WINDOW) }],
  measures: [
    { kind: 'count', name: 'events' },
    { kind: 'distinct', name: 'active_players', of: (event) => event.player_id },
  ],
};
