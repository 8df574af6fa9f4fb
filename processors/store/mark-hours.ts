/** Brings a database of schema version 5 to hours of combat: there an index of all rows by player stood in their place. */
import type { Settings } from '../../settings/settings.js';
import { combat } from '../rollups/index.js';
import { DAY, HOUR, MINUTE } from '../rollups/rollup.js';
import type { Db } from './open.js';
import { hoursDdl, periodMs } from './rollup-schema.js';

/** To be called within the transaction of the migration, with the settings that the rows were made with. */
export function markHours(db: Db, settings: Settings): void {
  const period = periodMs(settings.windows.combat * MINUTE);
  db.exec('DROP INDEX combat_by_playerid');
  for (const statement of hoursDdl(combat(settings))) db.exec(statement);
  db.exec(
    `INSERT INTO combat_hours
     SELECT window_start - window_start % ${period}, playerid, sum(DISTINCT 1 << (window_start % ${DAY} / ${HOUR}))
     FROM combat GROUP BY 1, 2`,
  );
}
