/** `stats level-engagement`: players and events by level and window. */
import { MINUTE } from '../../rollups/rollup.js';
import type { Db } from '../open.js';
import { windowsInForce } from '../schema.js';
import { iso } from './iso.js';
import { keptTimesOf } from './kept.js';
import { limitOf, type Selection } from './selection.js';

export interface LevelEngagementRow {
  level_id: string;
  window_start: string;
  active_players: number;
  events: number;
}

const COLUMNS = 'l.level_id, l.window_start, l.active_players, l.events';

const ALL_LEVELS = `SELECT ${COLUMNS} FROM level_engagement l
  WHERE window_start >= ? AND window_start < ? ORDER BY window_start, level_id LIMIT ?`;

/** The key begins with the window: a level is looked up window by window, rather than among the rows of all levels. */
const ONE_LEVEL = `SELECT ${COLUMNS} FROM engagement e
  CROSS JOIN level_engagement l ON l.window_start = e.window_start AND l.level_id = ?
  WHERE e.window_start >= ? AND e.window_start < ? ORDER BY e.window_start LIMIT ?`;

export function levelEngagementRows(db: Db, selection: Selection = {}): LevelEngagementRow[] {
  const { level } = selection;
  const size = windowsInForce(db).engagement * MINUTE;
  const parameters = [...keptTimesOf(db, 'player-events', size, selection), limitOf(selection)];
  const rows = (
    level === undefined
      ? db.prepare(ALL_LEVELS).all(parameters)
      : db.prepare(ONE_LEVEL).all(level, parameters)
  ) as StoredRow[];
  return rows.map((row) => ({ ...row, window_start: iso(row.window_start) }));
}

interface StoredRow {
  level_id: string;
  window_start: number;
  active_players: number;
  events: number;
}
