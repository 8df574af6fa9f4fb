/** The tables of `game-flow keys`. */
import type { KeyRow, MadeKey } from '../../server/access/keys.js';
import { renderTable, type TableColumn } from './table.js';

const KEYS: readonly TableColumn<KeyRow>[] = [
  { title: 'key', of: (row) => row.id },
  { title: 'game', of: (row) => row.game, width: 24 },
  { title: 'role', of: (row) => (row.sandbox ? `${row.role}, sandbox` : row.role) },
  { title: 'req/s', of: (row) => row.rate },
  { title: 'created', of: (row) => minute(row.created_at) },
  { title: 'revoked', of: (row) => (row.revoked_at === null ? '' : minute(row.revoked_at)) },
];

export function keyTable(rows: readonly KeyRow[]): string {
  return rows.length === 0 ? 'There are no keys.\n' : `${renderTable(rows, KEYS)}\n`;
}

/** What a game or a reader has to be told of its key, a line each. */
export function madeKeyLines(made: MadeKey): string {
  if ('token' in made) return `token ${made.token}\n`;
  return `key    ${made.id}\nsecret ${made.secret}\n`;
}

/** `2024-11-12 10:15` */
function minute(time: string): string {
  return time.slice(0, 16).replace('T', ' ');
}
