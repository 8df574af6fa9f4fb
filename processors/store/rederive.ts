/** Brings a database to other thresholds and exceptions, in place: what depends on them follows from its rows. */
import type { Settings } from '../../settings/settings.js';
import { VIEWS } from '../views/index.js';
import type { Db } from './open.js';
import { changedValues, derivedWith, meta } from './schema.js';

/**
 * Makes the derived tables anew where other settings are in force than they were made with.
 * @param onBegin told why, in words that follow the name of the database, before it is done
 */
export function rederive(db: Db, settings: Settings, onBegin: (why: string) => void = () => undefined): void {
  const before = meta(db, 'derived_with');
  const now = derivedWith(settings);
  if (before === now) return;
  onBegin(`was made with other settings (${before === undefined ? 'unknown' : changes(before, now)})`);
  db.transaction(() => {
    for (const view of VIEWS) view.rederive?.(db, settings);
    db.prepare("UPDATE meta SET value = ? WHERE name = 'derived_with'").run(now);
  }).immediate();
}

/** Values that are other than before, and lists by their name. */
function changes(before: string, now: string): string {
  const then = JSON.parse(before) as Settings;
  const { thresholds, allow } = JSON.parse(now) as Settings;
  const values = changedValues({ thresholds: then.thresholds }, { thresholds });
  const lists = Object.entries(allow)
    .filter(([name, list]) => String(list) !== String(then.allow[name as keyof Settings['allow']]))
    .map(([name]) => `allow.${name} is another list`);
  return [...values, ...lists].join(', ');
}
