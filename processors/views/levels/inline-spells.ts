/**
 * Brings a database of schema version 5 to visits that hold their latest spell, and that are watched from their last
 * event on: there all spells were in a table of their own, and the last event itself had an index. To be called within
 * the transaction of the migration.
 */
import type { Db } from '../../store/open.js';
import { VISITS_DDL } from './tables.js';

export function inlineSpells(db: Db): void {
  const [table, index] = VISITS_DDL;
  db.exec('ALTER TABLE visits RENAME TO visits_and_spells');
  db.exec(table);
  db.exec(
    `INSERT INTO visits SELECT v.id, player_id, level_id, v.first_at, v.last_at, completed_at, played,
       played_to_completion, moves, interactions, level_completes, map_id, session_id, s.first_at,
       iif(completed_at IS NULL, v.last_at, NULL)
     FROM visits_and_spells v JOIN spells s ON s.visit_id = v.id AND s.session_id = (
       SELECT session_id FROM spells WHERE visit_id = v.id ORDER BY last_at DESC, session_id DESC LIMIT 1
     ) ORDER BY v.id`,
  );
  db.exec('DROP TABLE visits_and_spells');
  db.exec(index);
  db.exec('DELETE FROM spells WHERE session_id = (SELECT session_id FROM visits WHERE id = visit_id)');
}
