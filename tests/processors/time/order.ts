/** Late, early and simultaneous: what the last writer, the smallest time and W make of events in any order. */
import { act, battle, play, sample, type TimeCase } from './case.js';

const noon = (time: string) => `2024-11-12T12:${time}Z`;
const join = (time: string, guild_name: string) => act(time, { event_type: 'join_guild', guild_name });
const leave = (time: string) => act(time, { event_type: 'leave_guild' });

export const ORDER: readonly TimeCase[] = [
  {
    name: 'the later event wins, in whichever order they come',
    records: [sample(noon('00:30'), { cpu_load: 5 }), sample(noon('00:10'), { cpu_load: 80 })],
    rows: { servers: [{ samples: 2, cpu_load: { last: 5, mean: 42.5, max: 80 } }] },
  },
  {
    name: 'at equal times the larger value wins, of each metric by itself',
    records: [
      sample(noon('00:30'), { cpu_load: 5, latency: 9 }),
      sample(noon('00:30'), { cpu_load: 8, latency: 2 }),
    ],
    rows: {
      servers: [{ cpu_load: { last: 8, mean: 6.5, max: 8 }, latency: { last: 9, mean: 5.5, max: 9 } }],
    },
  },
  {
    name: 'times are equal once their digits are cut and their zones taken off',
    records: [
      battle('2024-11-12T12:00:00.0009Z', 20),
      battle('2024-11-12T13:00:00.0001+01:00', 70),
      battle('2024-11-12T11:59:59.999Z', 90),
    ],
    rows: { players: [{ health: 70, battles: 3, last_seen: '2024-11-12T12:00:00.000Z' }] },
  },
  {
    name: 'a leap second and the midnight after it are equal times',
    records: [battle('2024-11-12T23:59:60.9Z', 40), battle('2024-11-13T00:00:00Z', 60)],
    rows: { players: [{ health: 60, last_seen: '2024-11-13T00:00:00.000Z' }] },
  },
  {
    name: 'joined and left at the same time: none is the lowest',
    records: [join(noon('00:00'), 'owls'), leave(noon('00:00'))],
    rows: { players: [{ guild: 'owls' }] },
  },
  {
    name: 'left a millisecond after',
    records: [leave(noon('00:00.001')), join(noon('00:00'), 'owls')],
    rows: { players: [{ guild: null }] },
  },
  {
    name: 'two guilds at the same time: by UTF-8 bytes, not by UTF-16 units',
    records: [join(noon('00:00'), '\uffee'), join(noon('00:00'), '😀')],
    rows: { players: [{ guild: '😀' }] },
  },
  {
    name: 'the last map of a stalled visit, two at the same time',
    records: [
      play(noon('00:00'), { map_id: 'z' }),
      play(noon('10:00'), { map_id: 'b' }),
      play(noon('10:00'), { map_id: 'a' }),
    ],
    rows: {
      maps: [
        { map_id: 'a', events: 1, stalled_here: 0 },
        { map_id: 'b', events: 1, stalled_here: 1 },
        { map_id: 'z', events: 1, stalled_here: 0 },
      ],
    },
  },
  {
    name: 'a late event makes a spell longer at its start',
    records: [play(noon('10:00')), play(noon('00:00.001')), play(noon('00:00'))],
    rows: { levels: [{ players: 1, stalled: 1 }] },
  },
  {
    name: 'a late completion is earlier than the one that was known',
    records: [
      play(noon('00:00')),
      play(noon('02:00'), { event_type: 'level_complete' }),
      play(noon('01:00'), { event_type: 'level_complete' }),
    ],
    rows: { levels: [{ completed: 1, median_seconds_to_complete: 60, level_completes: 2 }] },
  },
  {
    name: 'a late event corrects a window that others have long left',
    records: [
      play('2024-11-12T12:00:00Z', { player_id: 'a' }),
      play('2024-12-24T12:00:00Z', { player_id: 'a' }),
      play('2024-11-12T12:04:59Z', { player_id: 'b' }),
    ],
    rows: {
      engagement: [
        { window_start: '2024-11-12T12:00:00.000Z', active_players: 2, events: 2 },
        { window_start: '2024-12-24T12:00:00.000Z', active_players: 1, events: 1 },
      ],
    },
  },
  {
    name: 'a late event makes a player new on an earlier day, and moves the session to it',
    records: [play('2024-11-13T00:00:10Z'), play('2024-11-12T23:59:50Z')],
    rows: {
      audience: [
        { day: '2024-11-12', active_players: 1, new_players: 1, sessions: 1, median_session_seconds: 20 },
        { day: '2024-11-13', active_players: 1, new_players: 0, sessions: 0, median_session_seconds: null },
      ],
    },
  },
  {
    name: 'a late sample cuts a run of breaches in two',
    records: [
      sample(noon('00:00'), { cpu_load: 95 }),
      sample(noon('02:00'), { cpu_load: 97 }),
      sample(noon('01:59.999')),
    ],
    rows: {
      alerts: [
        { opened_at: noon('00:00.000'), closed_at: noon('01:00.000'), severity: 'warning' },
        { opened_at: noon('02:00.000'), closed_at: null, severity: 'critical' },
      ],
    },
  },
];
