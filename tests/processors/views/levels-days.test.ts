/** `stats levels --from --to` against the second computation, over visits whose first day moves. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { DAY } from '../../../processors/rollups/rollup.js';
import { levelRows } from '../../../processors/store/stats/levels.js';
import { DEFAULT_SETTINGS } from '../../../settings/settings.js';
import { computeStats, type LogRecord } from '../../../verify/index.js';
import { cuts, folded, type TopicEvent } from '../../support/folding.js';

const folder = mkdtempSync(join(tmpdir(), 'game-flow-levels-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const FIRST = Date.UTC(2026, 0, 1);
const day = (n: number) => new Date(FIRST + n * DAY).toISOString().slice(0, 10);

const event: fc.Arbitrary<TopicEvent> = fc
  .record({
    player_id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    session_id: fc.constantFrom('s', 't'),
    event_type: fc.constantFrom('move', 'interaction', 'level_complete'),
    level_id: fc.constantFrom('L1', 'L2'),
    map_id: fc.constantFrom('m', 'n'),
    // Near the ends of days, and far apart by a few minutes, so that times and days differ.
    timestamp: fc
      .record({ day: fc.integer({ min: 0, max: 4 }), seconds: fc.integer({ min: -900, max: 900 }) })
      .map((at) => new Date(FIRST + at.day * DAY + at.seconds * 1000 + 123).toISOString()),
  })
  .map((body) => ({ topic: 'player-events', event: body }));

test('of every range of days, in any order, over commits and restarts', () => {
  fc.assert(
    fc.property(
      fc.array(event, { maxLength: 80 }),
      cuts,
      fc.integer({ min: 0, max: 4 }),
      fc.integer({ min: 0, max: 3 }),
      (events, plan, from, length) => {
        const store = folded(folder, events, plan);
        const records: LogRecord[] = events.map((one, offset) => ({
          topic: one.topic,
          partition: 0,
          offset,
          timestamp: null,
          key: null,
          value: JSON.stringify(one.event),
        }));
        const to = from + length;
        const asked = { from: FIRST + from * DAY, to: FIRST + (to + 1) * DAY };
        expect(levelRows(store.db, asked)).toEqual(
          computeStats(records, DEFAULT_SETTINGS, { from: day(from), to: day(to) }).levels,
        );
        expect(levelRows(store.db, { from: asked.from })).toEqual(
          computeStats(records, DEFAULT_SETTINGS, { from: day(from) }).levels,
        );
        store.close();
      },
    ),
    { numRuns: 60 },
  );
}, 120_000);
