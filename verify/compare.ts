/** Stored rows of a figure against recomputed ones. */
import { Differences, type Row } from './differences.js';
import { key } from './groups.js';
import type { What } from './index.js';

/** What tells the rows of a figure apart. */
const KEYS: { readonly [W in What]: readonly string[] } = {
  levels: ['level_id'],
  maps: ['level_id', 'map_id'],
  engagement: ['window_start'],
  'level-engagement': ['level_id', 'window_start'],
  audience: ['day'],
  items: ['item_id'],
  'item-days': ['item_id', 'day'],
  fraud: ['rule', 'subject', 'window_start'],
  servers: ['server_id'],
  alerts: ['server_id', 'metric', 'opened_at'],
  combat: ['player_id', 'window_start'],
  players: ['player_id'],
  topics: ['topic', 'partition'],
};

/** Rows of one figure that were compared. */
export interface Compared {
  readonly rows: number;
  readonly differences: Differences;
}

/**
 * Compares all rows, and their order. What a stored row has besides the recomputed columns is left aside.
 * @param stored as JSON text, a row each
 */
export function compareRows(
  figure: What,
  stored: readonly string[],
  recomputed: readonly object[],
): Compared {
  const expected = new Map(recomputed.map((row) => [keyOf(figure, row as Row), row as Row]));
  const differences = new Differences();
  const differ = (of: Row, stored: Row | null, recomputed: Row | null) =>
    differences.add({ figure, key: values(figure, of), stored, recomputed });
  let inOrder = true;
  stored.forEach((text, i) => {
    const row = JSON.parse(text) as Row;
    const at = keyOf(figure, row);
    const other = expected.get(at);
    expected.delete(at);
    const here = recomputed[i];
    if (here === undefined || keyOf(figure, here as Row) !== at) inOrder = false;
    if (other === undefined) {
      differ(row, row, null);
      return;
    }
    const columns = Object.keys(other).filter((column) => !isSame(row[column], other[column]));
    if (columns.length > 0) differ(other, pick(row, columns), pick(other, columns));
  });
  for (const row of expected.values()) differ(row, null, row);
  if (differences.count === 0 && !inOrder) {
    differences.add({ figure, key: [], stored: 'the same rows in another order', recomputed: null });
  }
  return { rows: Math.max(stored.length, recomputed.length), differences };
}

export function pick(row: Row, columns: readonly string[]): Row {
  return Object.fromEntries(columns.map((column) => [column, row[column]]));
}

export function values(figure: What, row: Row): unknown[] {
  return KEYS[figure].map((column) => row[column]);
}

export function keyOf(figure: What, row: Row): string {
  return key(...values(figure, row).map(String));
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || (typeof b === 'object' && canonical(a) === canonical(b));
}

/** JSON with the keys of objects in one order. */
function canonical(value: unknown): string | undefined {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))
      : inner,
  );
}
