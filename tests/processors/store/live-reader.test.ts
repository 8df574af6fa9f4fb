import { renameSync, rmSync } from 'node:fs';
import { expect, it, onTestFinished } from 'vitest';
import { LiveReader } from '../../../processors/store/live-reader.js';
import { databasePath } from '../../../processors/store/open.js';
import { Store } from '../../../processors/store/store.js';
import { DEFAULT_SETTINGS } from '../../../settings/settings.js';
import { temporaryFolder } from '../../support/database.js';

/** Makes a database in the folder whose only position has this many records. */
function make(folder: string, nextOffset: number): void {
  const store = Store.open(databasePath(folder), DEFAULT_SETTINGS);
  store.addPosition('combat-events', 0, nextOffset);
  store.close();
}

it('reads the database that is there now: none, one, another in its place, none again', () => {
  const [folder, other] = [temporaryFolder(), temporaryFolder()];
  const reader = new LiveReader(folder);
  onTestFinished(() => reader.close());
  const offset = () => reader.read((db) => db.prepare('SELECT next_offset FROM partitions').pluck().get());
  expect(offset()).toBeUndefined();
  make(folder, 7);
  expect(offset()).toBe(7);
  make(other, 9);
  renameSync(databasePath(other), databasePath(folder));
  expect(offset()).toBe(9);
  rmSync(databasePath(folder));
  expect(offset()).toBeUndefined();
});
