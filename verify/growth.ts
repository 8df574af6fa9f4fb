/**
 * Where a part of the records can no longer be read: measures that more events only move one way. What the readable
 * part gives must then be reached by the stored row.
 */
import { type Compared, keyOf, pick, values } from './compare.js';
import { Differences, type Row } from './differences.js';
import type { Figure } from './recompute.js';

type Direction = 'up' | 'down';

/** Columns that only move one way; of figures that are not named, none does. */
const MONOTONE: Partial<Record<Figure, Readonly<Record<string, Direction>>>> = {
  levels: { players: 'up', completed: 'up', moves: 'up', interactions: 'up', level_completes: 'up' },
  maps: { players: 'up', events: 'up' },
  engagement: { active_players: 'up', events: 'up' },
  'level-engagement': { active_players: 'up', events: 'up' },
  audience: { active_players: 'up', payers: 'up', revenue: 'up' },
  items: { purchases: 'up', buyers: 'up', revenue: 'up', first_at: 'down', last_at: 'up' },
  'item-days': { purchases: 'up', buyers: 'up', revenue: 'up' },
  servers: { samples: 'up' },
  combat: { kill_count: 'up', death_count: 'up' },
  players: { swords: 'up', weapons: 'up', battles: 'up', wins: 'up', last_seen: 'up' },
};

/**
 * Undefined for a figure of which no measure moves one way only.
 * @param stored as JSON text, a row each
 */
export function compareGrowing(
  figure: Figure,
  stored: readonly string[],
  recomputed: readonly object[],
): Compared | undefined {
  const columns = MONOTONE[figure];
  if (columns === undefined) return undefined;
  const partly = new Map(recomputed.map((row) => [keyOf(figure, row as Row), row as Row]));
  const differences = new Differences();
  for (const text of stored) {
    const row = JSON.parse(text) as Row;
    const part = partly.get(keyOf(figure, row));
    if (part === undefined) continue;
    partly.delete(keyOf(figure, row));
    const short = Object.entries(columns)
      .filter(([column, direction]) => !reaches(row[column], part[column], direction))
      .map(([column]) => column);
    if (short.length === 0) continue;
    const difference = { stored: pick(row, short), recomputed: pick(part, short) };
    differences.add({ figure, key: values(figure, part), ...difference });
  }
  for (const row of partly.values())
    differences.add({ figure, key: values(figure, row), stored: null, recomputed: row });
  return { rows: recomputed.length, differences };
}

function reaches(stored: unknown, part: unknown, direction: Direction): boolean {
  if (typeof part === 'object' && part !== null) {
    const of = (stored ?? {}) as Row;
    return Object.entries(part).every(([name, value]) => reaches(of[name], value, direction));
  }
  const order = compareMeasures(stored, part);
  return order !== undefined && (direction === 'up' ? order >= 0 : order <= 0);
}

/** Numbers, money as decimal strings, and times; undefined where they are not of one kind. */
function compareMeasures(a: unknown, b: unknown): number | undefined {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a !== 'string' || typeof b !== 'string') return undefined;
  if (MONEY.test(a) && MONEY.test(b)) {
    const difference = micros(a) - micros(b);
    return difference > 0n ? 1 : difference < 0n ? -1 : 0;
  }
  return Date.parse(a) - Date.parse(b);
}

const MONEY = /^[0-9]+(\.[0-9]{1,6})?$/;

function micros(text: string): bigint {
  const [whole = '', fraction = ''] = text.split('.');
  return BigInt(whole + fraction.padEnd(6, '0'));
}
