/** Visits, spells and maps as their events say, and the levels of the oracle, in any order and however it is cut. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Db } from '../../../../processors/store/open.js';
import { levelRows } from '../../../../processors/store/stats/levels.js';
import { mapRows } from '../../../../processors/store/stats/maps.js';
import { DEFAULT_SETTINGS } from '../../../../settings/settings.js';
import { computeStats } from '../../../../verify/index.js';
import { temporaryFolder } from '../../../support/database.js';
import { cuts, folded, logRecords, type TopicEvent } from '../../../support/folding.js';

const START = Date.UTC(2024, 10, 12, 22);

interface Played {
  readonly player_id: string;
  readonly session_id: string;
  readonly event_type: string;
  readonly level_id: string;
  readonly map_id: string;
  readonly timestamp: string;
}

/** Instants that are often the same, and far enough apart for a player to be stalled or gone between them. */
const played: fc.Arbitrary<Played> = fc.record({
  player_id: fc.constantFrom('ann', 'bob', '1:a'),
  session_id: fc.constantFrom('s', 't', 'z', '😀', '\uffff'),
  event_type: fc.constantFrom('move', 'move', 'interaction', 'level_complete'),
  level_id: fc.constantFrom('l', 'al'),
  map_id: fc.constantFrom('m', 'n', '😀', '\uffff'),
  timestamp: fc.integer({ min: 0, max: 12 }).map((n) => new Date(START + n * 600_000).toISOString()),
});

const events: fc.Arbitrary<TopicEvent[]> = fc.array(
  played.map((event) => ({ topic: 'player-events' as const, event })),
  { minLength: 1, maxLength: 60, size: 'max' },
);

test('whatever comes late, and however it is cut', () => {
  const folder = temporaryFolder();
  fc.assert(
    fc.property(events, cuts, (sent, plan) => {
      const store = folded(folder, sent, plan);
      const rows = rowsOf(store.db);
      const shown = JSON.parse(JSON.stringify([levelRows(store.db), mapRows(store.db)]));
      store.close();
      expect(rows).toEqual(expectedRows(sent.map(({ event }) => event as Played)));
      const { levels, maps } = computeStats(logRecords(sent), DEFAULT_SETTINGS);
      expect(shown).toEqual(JSON.parse(JSON.stringify([levels, maps])));
    }),
    { numRuns: 30 },
  );
}, 60_000);

type Rows = Record<'latest' | 'others' | 'maps', string[]>;

function rowsOf(db: Db): Rows {
  const lines = (query: string) =>
    (db.prepare(query).raw().all() as unknown[][]).map((row) => JSON.stringify(row)).sort();
  return {
    latest: lines('SELECT player_id, level_id, session_id, spell_from, last_at, map_id FROM visits'),
    others: lines(
      `SELECT player_id, level_id, s.session_id, s.first_at, s.last_at
       FROM spells s LEFT JOIN visits v ON v.id = visit_id`,
    ),
    maps: lines(
      'SELECT player_id, level_id, m.map_id FROM visit_maps m LEFT JOIN visits v ON v.id = visit_id',
    ),
  };
}

function expectedRows(sent: readonly Played[]): Rows {
  const rows: Rows = { latest: [], others: [], maps: [] };
  for (const visit of groups(sent, (event) => [event.player_id, event.level_id])) {
    const { player_id, level_id } = visit[0]!;
    const spells = groups(visit, (event) => [event.session_id]).map((spell) => {
      const times = spell.map(timeOf);
      return { session: spell[0]!.session_id, first: Math.min(...times), last: Math.max(...times) };
    });
    spells.sort((a, b) => b.last - a.last || byBytes(b.session, a.session));
    const [latest, ...others] = spells;
    const atLast = visit.filter((event) => timeOf(event) === latest!.last).map(({ map_id }) => map_id);
    const map = atLast.sort(byBytes).at(-1);
    rows.latest.push(
      JSON.stringify([player_id, level_id, latest!.session, latest!.first, latest!.last, map]),
    );
    for (const { session, first, last } of others)
      rows.others.push(JSON.stringify([player_id, level_id, session, first, last]));
    for (const id of new Set(visit.map(({ map_id }) => map_id)))
      rows.maps.push(JSON.stringify([player_id, level_id, id]));
  }
  for (const lines of Object.values(rows)) lines.sort();
  return rows;
}

function groups(sent: readonly Played[], key: (event: Played) => string[]): Played[][] {
  const found = new Map<string, Played[]>();
  for (const event of sent) {
    const name = JSON.stringify(key(event));
    found.set(name, [...(found.get(name) ?? []), event]);
  }
  return [...found.values()];
}

function timeOf({ timestamp }: Played): number {
  return Date.parse(timestamp);
}

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
