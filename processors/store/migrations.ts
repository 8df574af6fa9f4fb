/** The steps that bring databases of older shapes up to date. */
import type { Settings } from '../../settings/settings.js';
import { packServerMinutes } from '../views/alerts/pack-minutes.js';
import { packFraud } from '../views/fraud/pack-tables.js';
import { inlineSpells } from '../views/levels/inline-spells.js';
import { COUNT_LETTERS } from './letter-counts.js';
import { mapHashes } from './map-hashes.js';
import { OBSERVED_TABLES } from './observed-tables.js';
import type { Db } from './open.js';
import { hashAnew } from './other-hashes.js';
import { packRollups } from './pack-rollups.js';

// Dead letters that were judged again and are none any more, in the order of `id`. Later records were judged knowing
// them: `next_offset` is how far the partition had been counted then.
export const REPLAYED_LETTERS = `CREATE TABLE replayed_letters (
    id INTEGER PRIMARY KEY,
    topic TEXT NOT NULL,
    partition INTEGER NOT NULL,
    log INTEGER NOT NULL,
    "offset" INTEGER NOT NULL,
    next_offset INTEGER NOT NULL
  ) STRICT`;

/** Step `n` turns a database of version `n` into version `n + 1`. Versions without a step are rebuilt. */
export const MIGRATIONS: Readonly<Record<number, (db: Db, settings: Settings) => void>> = {
  2: (db) => db.exec(REPLAYED_LETTERS),
  3: (db) => db.exec([...OBSERVED_TABLES, COUNT_LETTERS].join(';')),
  4: (db) => {
    hashAnew(db);
    packServerMinutes(db);
  },
  5: (db, settings) => {
    packRollups(db, settings);
    inlineSpells(db);
    mapHashes(db);
    packFraud(db, settings);
  },
};
