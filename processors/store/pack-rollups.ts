/**
 * Brings a database of schema version 5 to packed members and hours of combat: there each cell of a member had a row, and
 * all rows of combat an index by player.
 */
import type { Topic } from '../../schemas/index.js';
import type { Settings } from '../../settings/settings.js';
import { audienceSales, combat, engagement, itemDays, items, levelEngagement } from '../rollups/index.js';
import { DAY, type DistinctMeasure, HOUR, MINUTE, type Rollup } from '../rollups/rollup.js';
import { MARKS, memberDdl, memberShape } from './member-shape.js';
import type { Db } from './open.js';
import { hoursDdl, periodMs } from './rollup-schema.js';

/** To be called within the transaction of the migration, with the settings that the rows were made with. */
export function packRollups(db: Db, settings: Settings): void {
  packMembersOf(db, engagement(settings));
  packMembersOf(db, levelEngagement(settings));
  for (const rollup of [audienceSales, items, itemDays]) packMembersOf(db, rollup);
  markHours(db, settings);
}

function packMembersOf<T extends Topic>(db: Db, rollup: Rollup<T>): void {
  for (const measure of rollup.measures) if (measure.kind === 'distinct') pack(db, rollup, measure);
}

function pack<T extends Topic>(db: Db, rollup: Rollup<T>, measure: DistinctMeasure<T>): void {
  const { table, key, axis, numbers } = memberShape(rollup, measure);
  db.exec(`ALTER TABLE ${table} RENAME TO single_members`);
  for (const statement of memberDdl(rollup, measure)) db.exec(statement);
  let rows = 'single_members';
  if (numbers !== undefined) {
    const { table: ofNumbers, column } = numbers;
    db.exec(
      `INSERT INTO ${ofNumbers}
       SELECT ${column}, row_number() OVER () - 1 FROM (SELECT DISTINCT ${column} FROM single_members)`,
    );
    rows += ` JOIN ${ofNumbers} USING (${column})`;
  }
  const along = rollup.key[axis]!;
  const window = 'window' in along ? along.window : 1;
  const number = numbers === undefined ? `(${along.name} / ${window})` : 'number';
  const first = numbers === undefined ? MARKS * window : 1;
  const parts = key.map((column, part) => (part === axis ? `${number} / ${MARKS} * ${first}` : column));
  db.exec(
    `INSERT INTO ${table} SELECT ${parts.join(', ')}, sum(1 << ${number} % ${MARKS}) FROM ${rows}
     GROUP BY ${parts.map((_, i) => i + 1).join(', ')}`,
  );
  db.exec('DROP TABLE single_members');
}

function markHours(db: Db, settings: Settings): void {
  const period = periodMs(settings.windows.combat * MINUTE);
  db.exec('DROP INDEX combat_by_playerid');
  for (const statement of hoursDdl(combat(settings))) db.exec(statement);
  db.exec(
    `INSERT INTO combat_hours
     SELECT window_start - window_start % ${period}, playerid, sum(DISTINCT 1 << (window_start % ${DAY} / ${HOUR}))
     FROM combat GROUP BY 1, 2`,
  );
}
