/** The counters of levels made anew from the visits, because the thresholds have changed. */
import type { Settings } from '../../../settings/settings.js';
import { DAY } from '../../rollups/rollup.js';
import type { Db } from '../../store/open.js';
import { watermark } from '../../store/watermark.js';
import { limitsAt } from './level-tally.js';

/** The times to complete depend on no threshold and stay. */
export function rederiveLevels(db: Db, { thresholds }: Settings): void {
  db.exec('UPDATE visits SET watched_from = last_at WHERE completed_at IS NULL');
  const limits = limitsAt(thresholds, watermark(db, 'player-events'));
  const sums = `count(*), sum(completed_at IS NOT NULL), sum(${STALLED}), sum(${GONE}), sum(moves),
    sum(interactions), sum(level_completes)`;
  for (const table of ['levels', 'level_days']) db.exec(`DELETE FROM ${table}`);
  db.prepare(`INSERT INTO levels SELECT level_id, ${sums} FROM visits GROUP BY level_id`).run(limits);
  db.prepare(
    `INSERT INTO level_days SELECT level_id, first_at / ${DAY}, ${sums} FROM visits GROUP BY 1, 2`,
  ).run(limits);
  db.prepare(
    `UPDATE level_maps SET stalled_here = coalesce(v.stalled, 0), disengaged_here = coalesce(v.gone, 0)
     FROM level_maps AS m LEFT JOIN (
       SELECT level_id, map_id, sum(${STALLED}) AS stalled, sum(${GONE}) AS gone FROM visits GROUP BY 1, 2
     ) AS v USING (level_id, map_id)
     WHERE level_maps.level_id = m.level_id AND level_maps.map_id = m.map_id`,
  ).run(limits);
}

const STALLED = 'completed_at IS NULL AND played >= @stalledAfter';
const GONE = 'completed_at IS NULL AND last_at <= @goneSince';
