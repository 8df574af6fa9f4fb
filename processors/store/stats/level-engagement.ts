/** `stats level-engagement`: players and events by level and window. */
import { MINUTE } from '../../rollups/rollup.js';
import type { Db } from '../open.js';
import { windowsInForce } from '../schema.js';
import { iso } from './iso.js';
import { keptTimesOf } from './kept.js';
import { keyset, spanAfter, timeBefore } from './keyset.js';
import { limitOf, type Selection } from './selection.js';

export interface LevelEngagementRow {
  level_id: string;
  window_start: string;
  active_players: number;
  events: number;
}

const COLUMNS = 'l.level_id, l.window_start, l.active_players, l.events';

export function levelEngagementRows(db: Db, selection: Selection = {}): LevelEngagementRow[] {
  const { level } = selection;
  const size = windowsInForce(db).engagement * MINUTE;
  const times = keptTimesOf(db, 'player-events', size, selection);
  const rows = level === undefined ? ofAll(db, times, selection) : ofLevel(db, level, times, selection);
  return rows.map((row) => ({ ...row, window_start: iso(row.window_start) }));
}

type Span = [from: number, to: number];

function ofAll(db: Db, times: Span, selection: Selection): StoredRow[] {
  const { where, values, order } = keyset(['l.window_start', 'l.level_id'], selection, { times });
  return db
    .prepare(`SELECT ${COLUMNS} FROM level_engagement l WHERE ${where} ORDER BY ${order} LIMIT ?`)
    .all(...values, limitOf(selection)) as StoredRow[];
}

/** The key begins with the window: a level is looked up window by window, rather than among the rows of all levels. */
function ofLevel(db: Db, level: string, times: Span, selection: Selection): StoredRow[] {
  const { reverse } = selection;
  const { where, values, order } = keyset(
    ['e.window_start'],
    { reverse },
    { times: spanAfter(times, timeBefore(level, selection), selection) },
  );
  return db
    .prepare(
      `SELECT ${COLUMNS} FROM engagement e
       CROSS JOIN level_engagement l ON l.window_start = e.window_start AND l.level_id = ?
       WHERE ${where} ORDER BY ${order} LIMIT ?`,
    )
    .all(level, ...values, limitOf(selection)) as StoredRow[];
}

interface StoredRow {
  level_id: string;
  window_start: number;
  active_players: number;
  events: number;
}
