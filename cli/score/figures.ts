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
  return STATS.fraud(db, { from });
}

/** Alerts opened at `from` or later, ms since 1970. */
export function alertsSince(db: Db, from: number): readonly AlertRow[] {
  return STATS.alerts(db, { from });
}

function stalledVisits(db: Db, { thresholds }: Settings): VisitRow[] {
  return db
    .prepare('SELECT player_id, level_id FROM visits WHERE completed_at IS NULL AND played >= ?')
    .all(thresholds.stalled_seconds * 1000) as VisitRow[];
}
