import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Fold } from '../../../processors/rollups/fold.js';
import { MINUTE, type Rollup } from '../../../processors/rollups/rollup.js';
import { CellWriter } from '../../../processors/store/cell-writer.js';
import { rollupDdl } from '../../../processors/store/rollup-schema.js';
import { SteadyDatabase } from '../../../processors/store/steady-database.js';
import type { EventOf } from '../../../schemas/index.js';
import { columnsOf } from '../columns-of.js';
import { rivals } from './rivals.js';

type Action = EventOf<'game-actions'>;

const FIRST = Date.parse('2024-11-12T00:00:00Z');
const limits = { horizon: Number.NEGATIVE_INFINITY, dropped: () => undefined };

/** The same numbers each time, spread evenly over `[0, below)`. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function actions(count: number, seed: number): Action[] {
  const next = numbers(seed);
  return Array.from({ length: count }, (): Action => {
    const common = {
      player_id: `p${next(40)}`,
      timestamp: new Date(FIRST + next(3 * 1440) * MINUTE).toISOString(),
    };
    if (next(3) === 0) return { ...common, event_type: 'join_guild', guild_name: 'g' };
    const battle = { opponent_id: `o${next(300)}`, outcome: next(2) === 0 ? 'win' : 'lose' } as const;
    return { ...common, event_type: 'battle', ...battle, health: next(100) };
  });
}

/** What the description of the example means, worked out event by event. */
function expected(events: readonly Action[]): unknown[][] {
  const rows = new Map<string, { wins: number; players: Set<string>; lowest: number }>();
  for (const event of events) {
    if (event.event_type !== 'battle') continue;
    const key = `${Date.parse(event.timestamp.slice(0, 10))} ${event.opponent_id}`;
    const row = rows.get(key) ?? { wins: 0, players: new Set<string>(), lowest: 100 };
    rows.set(key, row);
    if (event.outcome === 'win') row.wins++;
    row.players.add(event.player_id);
    row.lowest = Math.min(row.lowest, event.health);
  }
  return [...rows]
    .map(([key, { wins, players, lowest }]) => [
      Number(key.split(' ')[0]),
      key.split(' ')[1],
      wins,
      players.size,
      lowest,
    ])
    .sort();
}

function opened(): SteadyDatabase {
  const db = new SteadyDatabase(':memory:');
  for (const statement of rollupDdl(rivals)) db.exec(statement);
  return db;
}

describe('a roll-up by description', () => {
  it('has the rows that its description says, in whatever batches and commits the events come', () => {
    const events = actions(4000, 1);
    for (const [batch, commit] of [
      [4000, 1],
      [64, 8],
      [7, 1],
    ] as const) {
      const db = opened();
      const fold = new Fold(rivals);
      let writer = new CellWriter(db, rivals);
      for (let from = 0, batches = 1; from < events.length; from += batch, batches++) {
        const taken = columnsOf('game-actions', events.slice(from, from + batch * commit));
        for (let row = 0; row < taken.count; row += batch) {
          const rows = taken.rows.slice(row, row + batch);
          fold.take(taken.events, rows, rows.length);
        }
        from += batch * (commit - 1);
        writer.write(fold, limits);
        fold.clear();
        // Another process, which knows nothing of what is in the tables.
        if (batches % 3 === 0) writer = new CellWriter(db, rivals);
      }
      const rows = db.prepare('SELECT * FROM rivals').raw().all() as unknown[][];
      expect(rows.sort()).toEqual(expected(events));
      const members = db
        .prepare(
          `WITH RECURSIVE bits (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM bits WHERE n < 29)
           SELECT count(*) FROM rivals_players JOIN bits ON marks >> n & 1`,
        )
        .pluck()
        .get();
      expect(members).toBe(rows.reduce((sum, row) => sum + (row[3] as number), 0));
      db.close();
    }
  });

  it('takes the last text by time, and of equal times the larger by UTF-8 bytes', () => {
    const guilds: Rollup<'game-actions'> = {
      name: 'guilds',
      topic: 'game-actions',
      key: [{ name: 'player_id', field: 'player_id' }],
      measures: [{ kind: 'last', name: 'guild', field: 'guild_name' }],
    };
    const join = (guild_name: string, second: number): Action => ({
      event_type: 'join_guild',
      player_id: 'ann',
      guild_name,
      timestamp: new Date(FIRST + second * 1000).toISOString(),
    });
    // U+FF5E comes before U+1F600 in UTF-8, and after it in UTF-16.
    for (const events of [
      [join('\u{1f600}', 5), join('\uff5e', 5), join('z', 4)],
      [join('\uff5e', 5), join('\u{1f600}', 5)],
    ]) {
      const fold = new Fold(guilds);
      const { events: columns, rows, count } = columnsOf('game-actions', events);
      fold.take(columns, rows, count);
      expect([fold.size, fold.keyOf(0, 0), fold.measures[0]!.value(0, 0)]).toEqual([1, 'ann', '\u{1f600}']);
    }
  });

  it('knows windows up to the end of time', () => {
    const minutes: Rollup<'combat-events'> = {
      name: 'minutes',
      topic: 'combat-events',
      key: [{ name: 'minute', window: MINUTE }],
      measures: [{ kind: 'max', name: 'last_at', field: 'time' }],
    };
    const times = [0, MINUTE - 1, MINUTE, 2 ** 31 * MINUTE, 253_402_300_799_999];
    const fold = new Fold(minutes);
    const events = times.map((timestamp) => ({ playerid: 'p', timestamp, eventtype: 'kill' }) as const);
    const { events: columns, rows, count } = columnsOf('combat-events', events);
    fold.take(columns, rows, count);
    const cells = Array.from({ length: fold.size }, (_, cell) => [
      fold.keyOf(cell, 0),
      fold.measures[0]!.value(cell, 0),
    ]);
    expect(cells).toEqual([
      [0, MINUTE - 1],
      [MINUTE, MINUTE],
      [2 ** 31 * MINUTE, 2 ** 31 * MINUTE],
      [253_402_300_740_000, 253_402_300_799_999],
    ]);
    const quick = { ...minutes, key: [{ name: 'second', window: 1000 }] } as const;
    expect(() => new Fold(quick)).toThrow(RangeError);
  });

  it('cannot be of fields that its topic does not have', () => {
    const wrong: Rollup<'player-events'> = {
      name: 'wrong',
      topic: 'player-events',
      // @ts-expect-error a field of purchases
      key: [{ name: 'item_id', field: 'item_id' }],
      measures: [
        // @ts-expect-error no number
        { kind: 'sum', name: 'levels', field: 'level_id' },
        // @ts-expect-error no such event
        { kind: 'count', name: 'jumps', where: { field: 'event_type', in: ['jump'] } },
      ],
    };
    expect(() => new Fold(wrong)).toThrow(RangeError);
  });

  it('is what CONTRIBUTING.md shows', () => {
    const [, example] = readFileSync(new URL('rivals.ts', import.meta.url), 'utf8').split("rollup.js';\n\n");
    const shown = readFileSync(new URL('../../../CONTRIBUTING.md', import.meta.url), 'utf8');
    expect(shown.replaceAll('\n   ', '\n')).toContain(example);
  });
});
