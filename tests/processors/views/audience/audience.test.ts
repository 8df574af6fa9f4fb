import { expect, test } from 'vitest';
import { audienceRows } from '../../../../processors/store/stats/audience.js';
import { rowsAfter, temporaryFolder } from '../../../support/database.js';
import { folded, type TopicEvent } from '../../../support/folding.js';

function played(player: string, session: string, timestamp: string): object {
  return {
    player_id: player,
    session_id: session,
    event_type: 'move',
    level_id: 'l',
    map_id: 'm',
    timestamp,
  };
}

const audience = (events: object[]) =>
  rowsAfter('audience', 'player-events', events) as Record<string, unknown>[];

const NOBODY_PAYS = { payers: 0, paying_share: 0, revenue: {} };

test('a session is as long as its events reach, and of the day of its first one', () => {
  expect(
    audience([
      played('ann', 's', '2024-11-12T23:59:00Z'),
      played('ann', 's', '2024-11-13T00:01:00.500Z'),
      played('bob', 's', '2024-11-13T10:00:00Z'),
    ]),
  ).toEqual([
    {
      day: '2024-11-12',
      active_players: 1,
      new_players: 1,
      sessions: 1,
      median_session_seconds: 120.5,
      ...NOBODY_PAYS,
      d1: null,
      d7: null,
      d30: null,
    },
    {
      day: '2024-11-13',
      active_players: 2,
      new_players: 1,
      sessions: 1,
      median_session_seconds: 0,
      ...NOBODY_PAYS,
      d1: null,
      d7: null,
      d30: null,
    },
  ]);
});

test('an event before the first one moves the session, and the player, to an earlier day', () => {
  const rows = audience([
    played('ann', 's', '2024-11-13T00:10:00Z'),
    played('ann', 's', '2024-11-12T23:50:00Z'),
  ]);
  expect(rows).toMatchObject([
    { day: '2024-11-12', new_players: 1, sessions: 1, median_session_seconds: 1200 },
    { day: '2024-11-13', active_players: 1, new_players: 0, sessions: 0, median_session_seconds: null },
  ]);
});

test('the median is value number ⌈n/2⌉ of the lengths, in milliseconds', () => {
  const lengths = [0, 1.001, 1.002, 3600, 90_000];
  const events = lengths.flatMap((seconds, i) => {
    const start = Date.parse('2024-11-12T00:00:00Z');
    const end = new Date(start + seconds * 1000).toISOString();
    return [played('ann', `s${i}`, new Date(start).toISOString()), played('ann', `s${i}`, end)];
  });
  expect(audience(events)[0]).toMatchObject({ sessions: 5, median_session_seconds: 1.002 });
  expect(audience(events.slice(0, 8))[0]).toMatchObject({ sessions: 4, median_session_seconds: 1.001 });
});

test('shares of those who come back are null until W is past their day, and where nobody was new', () => {
  const first = [played('ann', 's', '2024-11-01T12:00:00Z'), played('bob', 's', '2024-11-01T12:00:00Z')];
  const again = [...first, played('ann', 't', '2024-11-02T00:00:00Z')];
  expect(audience(again)[0]).toMatchObject({ d1: null, d7: null });
  const [day, next, eighth] = audience([...again, played('ann', 'u', '2024-11-08T23:59:59.999Z')]);
  expect(day).toMatchObject({ d1: 0.5, d7: null, d30: null });
  expect(next).toMatchObject({ new_players: 0, d1: null });
  expect(eighth).toMatchObject({ new_players: 0, d1: null });
  const [late] = audience([...again, played('cid', 'u', '2024-12-02T00:00:00Z')]);
  expect(late).toMatchObject({ d1: 0.5, d7: 0, d30: 0 });
});

test('a late first day takes with it those who came back', () => {
  const came = ['2024-11-10', '2024-11-11', '2024-11-20'].map((day) =>
    played('ann', day, `${day}T12:00:00Z`),
  );
  expect(audience(came)[0]).toMatchObject({ day: '2024-11-10', new_players: 1, d1: 1, d7: 0 });
  const rows = audience([...came, played('ann', 'late', '2024-11-04T12:00:00Z')]);
  expect(rows.slice(0, 2)).toMatchObject([
    { day: '2024-11-04', new_players: 1, d1: 0, d7: 1 },
    { day: '2024-11-10', new_players: 0, d1: null, d7: null },
  ]);
});

test('days with purchases alone have payers, revenue, and no share', () => {
  const bought = (player_id: string, price: number, currency: string, purchase_timestamp: string) => ({
    topic: 'purchase-events' as const,
    event: { player_id, item_id: 'i', price, currency, purchase_timestamp, ip_address: '1.2.3.4' },
  });
  const events: TopicEvent[] = [
    { topic: 'player-events', event: played('ann', 's', '2024-11-12T12:00:00Z') },
    bought('ann', 0.1, 'USD', '2024-11-12T00:00:00Z'),
    bought('ann', 0.2, 'USD', '2024-11-12T23:59:59.999Z'),
    bought('bob', 5, 'EUR', '2024-11-12T12:00:00Z'),
    bought('bob', 5, 'EUR', '2024-11-10T12:00:00Z'),
  ];
  const { db } = folded(temporaryFolder(), events, []);
  const rows = audienceRows(db);
  expect(rows).toMatchObject([
    { day: '2024-11-10', active_players: 0, sessions: 0, median_session_seconds: null, payers: 1 },
    { day: '2024-11-12', payers: 2, paying_share: 2, revenue: { EUR: '5', USD: '0.3' } },
  ]);
  expect(rows[0]!.paying_share).toBeNull();

  const noon = Date.parse('2024-11-11T12:00:00Z');
  expect(audienceRows(db, { from: noon })).toEqual(rows.slice(1));
  expect(audienceRows(db, { to: noon })).toEqual(rows.slice(0, 1));
  expect(audienceRows(db, { limit: 1 })).toEqual(rows.slice(0, 1));
  expect(audienceRows(db, { limit: 0 })).toEqual([]);
});
