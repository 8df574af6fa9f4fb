/** The borders of windows, minutes, days and of what W decides: `[start, end)` throughout. */
import { fight, play, purchase, sample, type TimeCase } from './case.js';

const noon = (time: string) => `2024-11-12T12:${time}Z`;
const times = (n: number, of: (i: number) => string) => Array.from({ length: n }, (_, i) => purchase(of(i)));

export const BORDERS: readonly TimeCase[] = [
  {
    name: 'the last millisecond of a window, and the first of the next',
    records: [play(noon('04:59.999')), play(noon('05:00'))],
    rows: {
      engagement: [
        { window_start: noon('00:00.000'), events: 1 },
        { window_start: noon('05:00.000'), events: 1 },
      ],
    },
  },
  {
    name: 'a leap second is in the first window of the next day, and year',
    records: [play('2024-12-31T23:59:60Z'), play('2024-12-31T23:59:59.999Z')],
    rows: {
      engagement: [
        { window_start: '2024-12-31T23:55:00.000Z', events: 1 },
        { window_start: '2025-01-01T00:00:00.000Z', events: 1 },
      ],
      audience: [
        { day: '2024-12-31', new_players: 1, sessions: 1 },
        { day: '2025-01-01', new_players: 0, sessions: 0 },
      ],
    },
  },
  {
    name: 'the first window of all and the last one',
    records: [play('1970-01-01T00:00:00Z'), play('9999-12-31T23:59:59.999Z')],
    rows: {
      engagement: [
        { window_start: '1970-01-01T00:00:00.000Z' },
        { window_start: '9999-12-31T23:55:00.000Z' },
      ],
    },
  },
  {
    name: 'combat: whole milliseconds on both sides of a border; a last window ends past 9999',
    records: [fight(299_999), fight(300_000, { eventtype: 'death' }), fight(253_402_300_799_999)],
    rows: {
      combat: [
        {
          window_start: '1970-01-01T00:00:00.000Z',
          window_end: '1970-01-01T00:05:00.000Z',
          kill_ratio: null,
        },
        { window_start: '1970-01-01T00:05:00.000Z', kill_count: 0, death_count: 1, kill_ratio: 0 },
        {
          window_start: '9999-12-31T23:55:00.000Z',
          window_end: '+010000-01-01T00:00:00.000Z',
          kill_count: 1,
        },
      ],
    },
  },
  {
    name: 'combat: a fraction, a text, and beyond both ends',
    records: [fight(0.5), fight('1731406530000'), fight(-1), fight(253_402_300_800_000), fight(0)],
    verdicts: [
      'wrong_type /timestamp',
      'wrong_type /timestamp',
      'out_of_range /timestamp',
      'out_of_range /timestamp',
      'ok',
    ],
    rows: { combat: [{ window_start: '1970-01-01T00:00:00.000Z', kill_count: 1 }] },
  },
  {
    name: 'days are those of UTC, whatever the zone',
    records: [
      purchase('2024-11-12T23:59:59.999Z', { player_id: 'a' }),
      purchase('2024-11-13T00:00:00+00:01', { player_id: 'a' }),
      purchase('2024-11-12T23:00:00-01:00', { player_id: 'a', price: 2 }),
    ],
    rows: {
      'item-days': [
        { day: '2024-11-12', purchases: 2, buyers: 1, revenue: { USD: '2' } },
        { day: '2024-11-13', purchases: 1, buyers: 1, revenue: { USD: '2' } },
      ],
    },
  },
  {
    name: 'stalled at 600 s of play, not a millisecond before',
    records: [
      play(noon('00:00'), { player_id: 'a' }),
      play(noon('10:00'), { player_id: 'a' }),
      play(noon('00:00'), { player_id: 'b' }),
      play(noon('09:59.999'), { player_id: 'b' }),
    ],
    rows: { levels: [{ players: 2, stalled: 1, stall_rate: 0.5 }] },
  },
  {
    name: 'disengaged when W is 1800 s on, not a millisecond before',
    records: [
      play(noon('00:00'), { player_id: 'a' }),
      play(noon('00:00.001'), { player_id: 'b' }),
      play(noon('30:00'), { player_id: 'c', level_id: 'k' }),
    ],
    rows: {
      levels: [
        { level_id: 'k', disengaged: 0 },
        { level_id: 'l', players: 2, disengaged: 1 },
      ],
    },
  },
  {
    name: 'd1 is not known before W is two days on',
    records: [
      play('2024-11-12T23:59:59.999Z'),
      play('2024-11-13T00:00:00Z'),
      play('2024-11-13T23:59:59.999Z'),
    ],
    rows: {
      audience: [
        { day: '2024-11-12', d1: null },
        { day: '2024-11-13', d1: null },
      ],
    },
  },
  {
    name: 'd1 is known with the first moment of the second day after, over the end of a year',
    records: [play('2024-12-31T00:00:00Z'), play('2025-01-01T23:59:59.999Z'), play('2025-01-02T00:00:00Z')],
    rows: {
      audience: [
        { day: '2024-12-31', new_players: 1, d1: 1, d7: null },
        { day: '2025-01-01', new_players: 0, d1: null },
        { day: '2025-01-02', new_players: 0, d1: null },
      ],
    },
  },
  {
    name: 'silent when W is 120 s past the end of the last minute, not a millisecond before',
    records: [
      sample(noon('00:59.999')),
      sample(noon('01:00'), { server_id: 'b' }),
      sample(noon('03:00'), { server_id: 'c' }),
    ],
    rows: {
      alerts: [{ server_id: 'eu-1', metric: 'silent', opened_at: noon('01:00.000'), closed_at: null }],
    },
  },
  {
    name: 'an alert opens and closes with whole minutes',
    records: [sample(noon('00:59.999'), { latency: 200 }), sample(noon('01:00'))],
    rows: { alerts: [{ metric: 'latency', opened_at: noon('00:00.000'), closed_at: noon('01:00.000') }] },
  },
  {
    name: 'five purchases in a minute are too fast; over its border they are not seen',
    records: times(5, (i) => noon(`00:5${i}`)),
    rows: { fraud: [{ rule: 'velocity', window_start: noon('00:00.000'), evidence: { purchases: 5 } }] },
  },
  {
    name: 'four before a border and one upon it',
    records: times(5, (i) => (i < 4 ? noon('00:59.999') : noon('01:00'))),
    rows: { fraud: [] },
  },
];
