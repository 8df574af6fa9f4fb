/** The audience against the oracle, whatever comes late and however it is cut; and that its tables never tell. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Db, openForWriting } from '../../../../processors/store/open.js';
import { audienceRows } from '../../../../processors/store/stats/audience.js';
import { AudienceView, audience } from '../../../../processors/views/audience/audience-view.js';
import type { PlayerEvent } from '../../../../schemas/index.js';
import { DEFAULT_SETTINGS } from '../../../../settings/settings.js';
import { computeStats } from '../../../../verify/index.js';
import { cuts, folded, logRecords, type TopicEvent } from '../../../support/folding.js';
import { columnsOf } from '../../columns-of.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'game-flow-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const START = Date.UTC(2024, 11, 31);
const DAY = 86_400_000;

/** Days that are 1, 7 and 30 apart, and around midnight within them. */
const time = fc
  .tuple(
    fc.constantFrom(0, 1, 2, 7, 8, 9, 30, 31, 37),
    fc.constantFrom(0, 1, 999, 60_000, DAY - 1, DAY - 60_000, DAY / 2),
  )
  .map(([day, ms]) => START + day * DAY + ms);
const player = fc.constantFrom('ann', 'bob', '1:a', 'a', '😀');

const playerEvent: fc.Arbitrary<PlayerEvent> = fc.record({
  player_id: player,
  session_id: fc.constantFrom('s', 't', 'as', '😀'),
  event_type: fc.constant('move' as const),
  level_id: fc.constant('l'),
  map_id: fc.constant('m'),
  timestamp: time.map((ms) => new Date(ms).toISOString()),
});

const purchase = fc.record({
  player_id: player,
  item_id: fc.constant('i'),
  price: fc.constantFrom(0, 0.1, 1e9),
  currency: fc.constantFrom('USD', 'EUR'),
  purchase_timestamp: time.map((ms) => new Date(ms).toISOString()),
  ip_address: fc.constant('::1'),
});

const events: fc.Arbitrary<TopicEvent[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: playerEvent.map((event) => ({ topic: 'player-events' as const, event })) },
    { weight: 1, arbitrary: purchase.map((event) => ({ topic: 'purchase-events' as const, event })) },
  ),
  { maxLength: 60, size: 'max' },
);

test('any events, in any order, batches, commits and restarts: the figures of the oracle', () => {
  fc.assert(
    fc.property(events, cuts, (sent, plan) => {
      const store = folded(folder, sent, plan);
      const rows = JSON.parse(JSON.stringify(audienceRows(store.db)));
      store.close();
      expect(rows).toEqual(
        JSON.parse(JSON.stringify(computeStats(logRecords(sent), DEFAULT_SETTINGS).audience)),
      );
    }),
    { numRuns: 40 },
  );
}, 60_000);

const TABLES = [
  'audience_days',
  'audience_active',
  'audience_first_days',
  'audience_session_lengths',
  'audience_sessions',
];

/** All rows of the view, in an order of their own. */
function tables(db: Db): unknown[][] {
  return TABLES.map((table) =>
    db
      .prepare(`SELECT * FROM ${table}`)
      .all()
      .map((row: unknown) => JSON.stringify(row))
      .sort(),
  );
}

test('the tables are the same in another order, and with a memory of a single session', () => {
  const shuffled = fc.array(playerEvent, { maxLength: 40, size: 'max' }).chain((sent) =>
    fc.record({
      sent: fc.constant(sent),
      other: fc.shuffledSubarray(sent, { minLength: sent.length, maxLength: sent.length }),
      every: fc.integer({ min: 1, max: 10 }),
    }),
  );
  fc.assert(
    fc.property(shuffled, ({ sent, other, every }) => {
      const once = viewed(sent, 1000, undefined);
      const again = viewed(other, every, 1);
      expect(tables(again)).toEqual(tables(once));
      once.close();
      again.close();
    }),
    { numRuns: 60 },
  );
}, 60_000);

/** The view alone, with a commit after so many events. */
function viewed(sent: readonly PlayerEvent[], every: number, sessions: number | undefined): Db {
  const db = openForWriting(':memory:');
  for (const statement of audience.ddl(DEFAULT_SETTINGS)) db.exec(statement);
  const view = new AudienceView(db, sessions);
  const commit = () => {
    db.transaction(() => view.write())();
    view.committed();
  };
  for (let i = 0; i < sent.length; i += every) {
    const { events, rows, count } = columnsOf('player-events', sent.slice(i, i + every));
    view.take(events, rows, count);
    commit();
  }
  return db;
}
