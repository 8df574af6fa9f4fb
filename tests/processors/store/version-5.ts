import { FRAUD_TO_VERSION_5 } from './version-5-fraud.js';
import { MEMBERS_TO_VERSION_5 } from './version-5-members.js';

/**
 * Makes a database of version 5 of one of today, with windows of the usual sizes and with all rows that it has but for
 * those of `seen_hashes` and of fraud (`version-5-fraud.ts`).
 */
export const TO_VERSION_5: readonly string[] = [
  ...FRAUD_TO_VERSION_5,
  ...MEMBERS_TO_VERSION_5,
  'DROP TABLE combat_hours',
  'CREATE INDEX combat_by_playerid ON combat (playerid)',
  'INSERT INTO spells SELECT id, session_id, spell_from, last_at FROM visits',
  'ALTER TABLE visits RENAME TO todays_visits',
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
    map_id_at INTEGER NOT NULL,
    UNIQUE (player_id, level_id)
  ) STRICT`,
  `INSERT INTO visits SELECT id, player_id, level_id, first_at, last_at, completed_at, played, played_to_completion,
     moves, interactions, level_completes, map_id, last_at FROM todays_visits`,
  'DROP TABLE todays_visits',
  'CREATE INDEX visits_by_last ON visits (last_at) WHERE completed_at IS NULL',
  'DROP TABLE seen_hashes',
  `CREATE TABLE seen_hashes (
    block_id INTEGER NOT NULL,
    first INTEGER NOT NULL,
    partition_id INTEGER NOT NULL,
    record_time INTEGER NOT NULL,
    hashes BLOB NOT NULL,
    PRIMARY KEY (block_id, first)
  ) STRICT, WITHOUT ROWID`,
  'CREATE INDEX seen_hashes_by_time ON seen_hashes (partition_id, record_time)',
  'PRAGMA user_version = 5',
];
