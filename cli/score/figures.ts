/** What is judged, read from the database: the only place of `score` that knows tables. */
import type { Db } from '../../processors/store/open.js';
import { STATS } from '../../processors/store/stats/index.js';
import type { Settings } from '../../settings/settings.js';
import type { AlertRow, FraudRow } from './flags.js';
import type { Figures } from './score.js';
import type { VisitRow } from './stalls.js';

export function readFigures(db: Db, settings: Settings): Figures {
  return {
    fraud: fraudSince(db, 0),
    alerts: alertsSince(db, 0),
    levels: STATS.levels(db),
    stalled: stalledVisits(db, settings),
    purchases: STATS.items(db).reduce((sum, { purchases }) => sum + purchases, 0),
  };
}

/** Rows of windows that begin at `from` or later, ms since 1970. */
export function fraudSince(db: Db, from: number): readonly FraudRow[] {
  return (
    (STATS as unknown as Record<string, ((db: Db, selection: object) => FraudRow[]) | undefined>).fraud?.(
      db,
      { from },
    ) ?? []
  );
}

/** Alerts opened at `from` or later, ms since 1970. */
export function alertsSince(db: Db, from: number): readonly AlertRow[] {
  return (STATS.alerts as (db: Db, selection: object) => AlertRow[])(db, { from });
}

function stalledVisits(db: Db, { thresholds }: Settings): VisitRow[] {
  return db
    .prepare(
      `SELECT v.player_id, v.level_id FROM visits v
       JOIN spells s ON s.player_id = v.player_id AND s.level_id = v.level_id
       WHERE v.completed_at IS NULL
       GROUP BY v.player_id, v.level_id HAVING sum(s.last_at - s.first_at) >= ?`,
    )
    .all(thresholds.stalled_seconds * 1000) as VisitRow[];
}
