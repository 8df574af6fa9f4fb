import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../settings/settings.js';
import { computeStats, WHATS } from '../../verify/index.js';
import { at, move, records, rows, shown } from './given.js';

const moves = (...events: unknown[]) => records('player-events', events);
const done = { event_type: 'level_complete' };

describe('nothing', () => {
  it('gives no rows', () => {
    const stats = computeStats([], DEFAULT_SETTINGS);
    for (const what of WHATS) expect(stats[what]).toEqual([]);
  });
});

describe('levels', () => {
  it('adds up spells, not the time between them, and ranks what was completed', () => {
    const given = moves(
      // a: 100 s in s1, 50 s in s2 up to completion, 30 s more after it
      move('a', 's1', '10:00:00'),
      move('a', 's1', '10:01:40', { event_type: 'interaction' }),
      move('a', 's2', '11:00:00'),
      move('a', 's2', '11:00:50', done),
      move('a', 's2', '11:01:20', done),
      // b: completed at its only event; a later spell does not count
      move('b', 's3', '10:00:00', done),
      move('b', 's4', '10:10:00'),
      move('b', 's4', '10:20:00'),
      // c: 599.999 s, not stalled; the last event of all, so not disengaged
      move('c', 's5', '11:20:00.001'),
      move('c', 's5', '11:30:00'),
      // d: 600 s over two overlapping spells: stalled; last at 11:00:00, 1800 s before W: disengaged
      move('d', 's6', '10:55:00'),
      move('d', 's7', '10:55:00'),
      move('d', 's6', '11:00:00'),
      move('d', 's7', '11:00:00'),
      // e: 1799.999 s before W
      move('e', 's8', '11:00:00.001'),
    );
    expect(rows('levels', given)).toEqual([
      {
        level_id: 'L1',
        players: 5,
        completed: 2,
        completion_rate: 0.4,
        stalled: 1,
        stall_rate: 0.2,
        disengaged: 1,
        median_seconds_to_complete: 0,
        p95_seconds_to_complete: 150,
        moves: 11,
        interactions: 1,
        level_completes: 3,
      },
    ]);
  });

  it('has no median without a completion, and puts the worst first, then orders by bytes', () => {
    const level = (level_id: string) => ({ level_id });
    const given = moves(
      move('a', 's', '10:00:00', level('\u{10000}')),
      move('a', 's', '10:00:00', level('\ufffd')),
      move('a', 's', '10:00:00', level('z')),
      move('a', 's', '10:10:00', level('z')),
    );
    expect(rows('levels', given)).toMatchObject([
      { level_id: 'z', stall_rate: 1, completed: 0, completion_rate: 0 },
      { level_id: '\ufffd', stall_rate: 0, median_seconds_to_complete: null, p95_seconds_to_complete: null },
      { level_id: '\u{10000}' },
    ]);
  });

  it('counts the visits that began in the days asked for, with all their events', () => {
    const given = moves(
      move('a', 's', '23:59:00'),
      move('a', 's', '00:30:00', { days: 1 }),
      move('b', 's', '00:00:00', { days: 1 }),
      move('b', 's', '00:00:00', { days: 2, level_id: 'L2' }),
    );
    const asked = (from?: string, to?: string) => {
      const days = { ...(from ? { from } : {}), ...(to ? { to } : {}) };
      return computeStats(given, DEFAULT_SETTINGS, days).levels.map((row) => {
        const { level_id, players, moves } = row as { level_id: string; players: number; moves: number };
        return `${level_id} ${players} ${moves}`;
      });
    };
    expect(asked('2024-11-12', '2024-11-12')).toEqual(['L1 1 2']);
    expect(asked('2024-11-13')).toEqual(['L1 1 1', 'L2 1 1']);
    expect(asked(undefined, '2024-11-13')).toEqual(['L1 2 3']);
  });
});

describe('maps', () => {
  it('counts players and events where they were, stalls and leaves on the last map', () => {
    const on = (map_id: string) => ({ map_id });
    const given = moves(
      move('a', 's', '10:00:00', on('M1')),
      move('a', 's', '10:05:00', on('M1')),
      move('a', 's', '10:10:00', on('M2')),
      move('b', 's', '10:00:00', on('M1')),
      // the same time on two maps: the larger name is the last
      move('c', 's', '10:00:00', on('M1')),
      move('c', 's', '10:40:00', on('M3')),
      move('c', 's', '10:40:00', on('M1')),
    );
    expect(rows('maps', given)).toEqual([
      { level_id: 'L1', map_id: 'M1', players: 3, events: 5, stalled_here: 0, disengaged_here: 1 },
      { level_id: 'L1', map_id: 'M2', players: 1, events: 1, stalled_here: 1, disengaged_here: 1 },
      { level_id: 'L1', map_id: 'M3', players: 1, events: 1, stalled_here: 1, disengaged_here: 0 },
    ]);
  });
});

describe('engagement', () => {
  const given = moves(
    move('a', 's', '10:04:59.999'),
    move('a', 's', '10:00:00'),
    move('b', 's', '10:00:00', { level_id: 'L0' }),
    move('a', 's', '10:05:00', { level_id: 'L2' }),
  );
  it('has a row per window with events', () => {
    expect(rows('engagement', given)).toEqual([
      { window_start: shown('10:00:00'), active_players: 2, events: 3 },
      { window_start: shown('10:05:00'), active_players: 1, events: 1 },
    ]);
  });
  it('has a row per window and level', () => {
    expect(rows('level-engagement', given)).toEqual([
      { level_id: 'L0', window_start: shown('10:00:00'), active_players: 1, events: 1 },
      { level_id: 'L1', window_start: shown('10:00:00'), active_players: 1, events: 2 },
      { level_id: 'L2', window_start: shown('10:05:00'), active_players: 1, events: 1 },
    ]);
  });
});

describe('combat', () => {
  it('has kills by deaths, none when nobody died, and a window that may end past 9999', () => {
    const fight = (playerid: string, timestamp: number, eventtype: string) => ({
      playerid,
      timestamp,
      eventtype,
    });
    const given = records('combat-events', [
      fight('b', 0, 'kill'),
      fight('a', 299_999, 'kill'),
      fight('a', 0, 'death'),
      fight('a', 1, 'kill'),
      fight('c', 253_402_300_799_999, 'death'),
    ]);
    const row = (player_id: string, window_start: string, window_end: string, counts: unknown[]) => {
      const [kill_count, death_count, kill_ratio] = counts;
      return { player_id, window_start, window_end, kill_count, death_count, kill_ratio };
    };
    expect(rows('combat', given)).toEqual([
      row('a', '1970-01-01T00:00:00.000Z', '1970-01-01T00:05:00.000Z', [2, 1, 2]),
      row('b', '1970-01-01T00:00:00.000Z', '1970-01-01T00:05:00.000Z', [1, 0, null]),
      row('c', '9999-12-31T23:55:00.000Z', '+010000-01-01T00:00:00.000Z', [0, 1, 0]),
    ]);
  });
});

describe('players', () => {
  it('has what the last writer left', () => {
    const act = (player_id: string, clock: string, fields: object) => ({
      player_id,
      timestamp: at(clock),
      ...fields,
    });
    const battle = (outcome: string, health: number) => ({
      event_type: 'battle',
      opponent_id: 'z',
      outcome,
      health,
    });
    const sword = (sword_type: string) => ({ event_type: 'buy_sword', sword_type });
    const join = (guild_name: string) => ({ event_type: 'join_guild', guild_name });
    const given = records('game-actions', [
      act('a', '10:00:00', sword('katana')),
      act('a', '10:00:00', sword('__proto__')),
      act('a', '10:00:00', sword('katana')),
      act('a', '10:00:03', battle('win', 20)),
      act('a', '10:00:03', battle('lose', 30)),
      act('a', '10:00:01', battle('win', 90)),
      act('a', '10:00:05', join('red')),
      act('a', '10:00:04', { event_type: 'leave_guild' }),
      act('a', '10:00:05', { event_type: 'leave_guild', guild_name: 'zed' }),
      act('b', '10:00:00', { event_type: 'buy_weapon', weapon_type: 'bow' }),
      act('b', '10:00:00', join('red')),
      act('b', '10:00:01', { event_type: 'leave_guild', guild_name: 'red' }),
    ]);
    const row = { battles: 0, wins: 0, guild: null, health: 100 };
    expect(JSON.stringify(rows('players', given)[0])).toContain('"swords":{"__proto__":1,"katana":2}');
    expect(rows('players', given)).toMatchObject([
      {
        player_id: 'a',
        weapons: {},
        guild: 'red',
        health: 30,
        battles: 3,
        wins: 2,
        last_seen: shown('10:00:05'),
      },
      { ...row, player_id: 'b', swords: {}, weapons: { bow: 1 }, last_seen: shown('10:00:01') },
    ]);
  });
});
