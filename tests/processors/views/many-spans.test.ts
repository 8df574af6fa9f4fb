/** Levels and audience of more players, sessions and maps than a commit has room for at first, however it is cut. */
import { expect, test } from 'vitest';
import { STATS } from '../../../processors/store/stats/index.js';
import { DEFAULT_SETTINGS } from '../../../settings/settings.js';
import { computeStats } from '../../../verify/index.js';
import { temporaryFolder } from '../../support/database.js';
import { type Cut, folded, logRecords, type TopicEvent } from '../../support/folding.js';

const START = Date.UTC(2024, 10, 12, 22);
const KINDS = ['move', 'move', 'interaction', 'level_complete'];

/** Each player comes back to what they did before, hours later and out of order. */
const EVENTS: TopicEvent[] = Array.from({ length: 6000 }, (_, i) => ({
  topic: 'player-events' as const,
  event: {
    player_id: `p${(i * 7) % 700}`,
    session_id: `s${Math.floor(i / 2100)}`,
    event_type: KINDS[(i * 13) % KINDS.length],
    level_id: `l${(i * 3) % 5}`,
    map_id: `m${(i * 11) % 3}`,
    timestamp: new Date(START + ((i * 7919) % 6000) * 4000).toISOString(),
  },
}));

const IN_ONE: Cut[] = [];
const IN_FIVE: Cut[] = (['commit', 'go on', 'commit and restart', 'restart', 'commit'] as const).map(
  (after) => ({ size: 1100, after }),
);

test.each([
  ['one commit', IN_ONE],
  ['five, with restarts', IN_FIVE],
])('in %s: the figures of the oracle', (_, plan) => {
  const store = folded(temporaryFolder(), EVENTS, plan);
  const expected = computeStats(logRecords(EVENTS), DEFAULT_SETTINGS);
  for (const what of ['levels', 'maps', 'audience'] as const)
    expect(JSON.parse(JSON.stringify(STATS[what](store.db))), what).toEqual(
      JSON.parse(JSON.stringify(expected[what])),
    );
  store.close();
});
