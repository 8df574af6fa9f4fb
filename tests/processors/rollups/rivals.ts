import { DAY, type Rollup } from '../../../processors/rollups/rollup.js';

/** Wins against whom, by day. */
export const rivals: Rollup<'game-actions'> = {
  name: 'rivals',
  topic: 'game-actions',
  key: [
    { name: 'day', window: DAY },
    { name: 'opponent_id', field: 'opponent_id' },
  ],
  measures: [
    { kind: 'count', name: 'wins', where: { field: 'outcome', in: ['win'] } },
    { kind: 'distinct', name: 'players', field: 'player_id' },
    { kind: 'min', name: 'lowest_health', field: 'health' },
  ],
};
