/**
 * The tables of levels. Visits have row ids in the order in which they began, and spells and maps hang on them, so
 * that the rows of those who are playing now lie on few pages: a commit then writes few pages, however many visits
 * there are.
 *
 * The latest spell of a visit, that with its last event, stands in its row: `session_id`, from `spell_from` to `last_at`.
 * The others are in `spells`.
 *
 * `watched_from` lies at or before the last event and is moved up to it only when the watermark has come by: an index on
 * the last event itself would have to be changed with every event. Null in visits that are completed. It is the one
 * column that depends on when was committed.
 */
import { type HistogramShape, histogramDdl } from '../histogram/rank-histogram.js';

const LEVEL = { name: 'level_id', type: 'TEXT' } as const;

/** Milliseconds that completed visits had been played when they were completed, by level … */
export const LEVEL_TIMES: HistogramShape = { name: 'level_times', scope: [LEVEL] };

/** … and by level and the day on which they began. */
export const LEVEL_DAY_TIMES: HistogramShape = {
  name: 'level_day_times',
  scope: [LEVEL, { name: 'day', type: 'INTEGER' }],
};

/** The table and its index. */
export const VISITS_DDL = [
  `CREATE TABLE visits (
    id INTEGER PRIMARY KEY,
    player_id TEXT NOT NULL,
    level_id TEXT NOT NULL,
    first_at INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    completed_at INTEGER,
    played INTEGER NOT NULL,
    played_to_completion INTEGER,
    moves INTEGER NOT NULL,
    interactions INTEGER NOT NULL,
    level_completes INTEGER NOT NULL,
    map_id TEXT NOT NULL,
    session_id TEXT NOT NULL,
    spell_from INTEGER NOT NULL,
    watched_from INTEGER,
    UNIQUE (player_id, level_id)
  ) STRICT`,
  // Finds the visits that a later watermark may make disengaged.
  `CREATE INDEX visits_watched ON visits (watched_from) WHERE watched_from IS NOT NULL`,
] as const;

export const LEVEL_TABLES: readonly string[] = [
  ...VISITS_DDL,
  `CREATE TABLE spells (
    visit_id INTEGER NOT NULL,
    session_id TEXT NOT NULL,
    first_at INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    PRIMARY KEY (visit_id, session_id)
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE visit_maps (
    visit_id INTEGER NOT NULL,
    map_id TEXT NOT NULL,
    PRIMARY KEY (visit_id, map_id)
  ) STRICT, WITHOUT ROWID`,
  ...['levels', 'level_days'].map(
    (name) => `CREATE TABLE ${name} (
      level_id TEXT NOT NULL,
      ${name === 'level_days' ? 'day INTEGER NOT NULL,' : ''}
      players INTEGER NOT NULL,
      completed INTEGER NOT NULL,
      stalled INTEGER NOT NULL,
      disengaged INTEGER NOT NULL,
      moves INTEGER NOT NULL,
      interactions INTEGER NOT NULL,
      level_completes INTEGER NOT NULL,
      PRIMARY KEY (level_id${name === 'level_days' ? ', day' : ''})
    ) STRICT, WITHOUT ROWID`,
  ),
  `CREATE TABLE level_maps (
    level_id TEXT NOT NULL,
    map_id TEXT NOT NULL,
    players INTEGER NOT NULL,
    events INTEGER NOT NULL,
    stalled_here INTEGER NOT NULL,
    disengaged_here INTEGER NOT NULL,
    PRIMARY KEY (level_id, map_id)
  ) STRICT, WITHOUT ROWID`,
  ...histogramDdl(LEVEL_TIMES),
  ...histogramDdl(LEVEL_DAY_TIMES),
];
