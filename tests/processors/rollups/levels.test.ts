import { describe, expect, test } from 'vitest';
import { rowsAfter } from '../../support/database.js';

const AT = Date.UTC(2024, 10, 12, 10);

/** A player event `seconds` after ten o'clock. */
function played(seconds: number, over: object = {}): object {
  return {
    player_id: 'ann',
    session_id: 's1',
    event_type: 'move',
    level_id: 'l1',
    map_id: 'm1',
    timestamp: new Date(AT + seconds * 1000).toISOString(),
    ...over,
  };
}

const completed = { event_type: 'level_complete' };
const levels = (events: object[]) =>
  rowsAfter('levels', 'player-events', events) as Record<string, unknown>[];

describe('levels', () => {
  test('given 599.999 s played, a player is not stalled; given 600 s, they are', () => {
    expect(levels([played(0), played(599.999)])[0]).toMatchObject({ players: 1, stalled: 0 });
    expect(levels([played(0), played(600)])[0]).toMatchObject({ players: 1, stalled: 1, stall_rate: 1 });
  });

  test('given two sessions, played is the sum of both and not the time between', () => {
    const [row] = levels([
      played(0),
      played(300),
      played(10_000, { session_id: 's2' }),
      played(10_299, { session_id: 's2' }),
    ]);
    expect(row).toMatchObject({ stalled: 0 });
  });

  test('given a completion, a long visit is not stalled, and events after it do not lengthen it', () => {
    const [row] = levels([played(0), played(700, completed), played(5000)]);
    expect(row).toMatchObject({
      completed: 1,
      completion_rate: 1,
      stalled: 0,
      disengaged: 0,
      median_seconds_to_complete: 700,
      p95_seconds_to_complete: 700,
    });
  });

  test('given the completion before a session began, that session adds nothing', () => {
    const [row] = levels([
      played(0),
      played(100, completed),
      played(1000, { session_id: 's2' }),
      played(1500, { session_id: 's2', ...completed }),
    ]);
    expect(row).toMatchObject({ median_seconds_to_complete: 100, level_completes: 2 });
  });

  test('given events out of order, the earliest completion counts', () => {
    const [row] = levels([played(90, completed), played(50, completed), played(0)]);
    expect(row).toMatchObject({ median_seconds_to_complete: 50 });
  });

  test('given W 1800 s after the last event, the player is disengaged; 1799.999 s, not', () => {
    const other = { player_id: 'bob', level_id: 'l2' };
    const disengaged = (seconds: number) =>
      levels([played(0), played(seconds, other)]).find((row) => row.level_id === 'l1');
    expect(disengaged(1800)).toMatchObject({ disengaged: 1 });
    expect(disengaged(1799.999)).toMatchObject({ disengaged: 0 });
  });

  test('median and p95 are nearest ranks', () => {
    const visits = Array.from({ length: 20 }, (_, i) => [
      played(0, { player_id: `p${i}` }),
      played(i + 1, { player_id: `p${i}`, ...completed }),
    ]).flat();
    expect(levels(visits)[0]).toMatchObject({ median_seconds_to_complete: 10, p95_seconds_to_complete: 19 });
  });

  test('rows go by stall rate, then by the bytes of the name', () => {
    const on = (level_id: string) => [played(0, { level_id }), played(1, { level_id })];
    const wall = [played(0, { level_id: 'zz' }), played(600, { level_id: 'zz' })];
    const order = levels([...on('😀'), ...on('\uffee'), ...on('b'), ...wall]).map((row) => row.level_id);
    expect(order).toEqual(['zz', 'b', '\uffee', '😀']);
  });
});

describe('maps', () => {
  test('a stalled visit counts on the map of its last event, and ties go to the larger name', () => {
    const rows = rowsAfter('maps', 'player-events', [
      played(0),
      played(700, { map_id: 'm2' }),
      played(700, { map_id: 'm3' }),
      played(100, { map_id: 'm9' }),
    ]);
    expect(rows).toEqual([
      { level_id: 'l1', map_id: 'm1', players: 1, events: 1, stalled_here: 0, disengaged_here: 0 },
      { level_id: 'l1', map_id: 'm2', players: 1, events: 1, stalled_here: 0, disengaged_here: 0 },
      { level_id: 'l1', map_id: 'm3', players: 1, events: 1, stalled_here: 1, disengaged_here: 0 },
      { level_id: 'l1', map_id: 'm9', players: 1, events: 1, stalled_here: 0, disengaged_here: 0 },
    ]);
  });
});

describe('engagement', () => {
  test('an event at a window’s end belongs to the next one', () => {
    const rows = rowsAfter('engagement', 'player-events', [
      played(299.999),
      played(300),
      played(301),
      played(302, { player_id: 'bob' }),
    ]);
    expect(rows).toEqual([
      { window_start: '2024-11-12T10:00:00.000Z', active_players: 1, events: 1 },
      { window_start: '2024-11-12T10:05:00.000Z', active_players: 2, events: 3 },
    ]);
  });

  test('the last window of the calendar', () => {
    const rows = rowsAfter('engagement', 'player-events', [
      played(0, { timestamp: '9999-12-31T23:59:59.999Z' }),
    ]);
    expect(rows).toEqual([{ window_start: '9999-12-31T23:55:00.000Z', active_players: 1, events: 1 }]);
  });
});
