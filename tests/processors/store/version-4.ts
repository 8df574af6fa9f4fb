import { TO_VERSION_5 } from './version-5.js';

/** Makes of a database that has no servers yet one of version 4. */
export const TO_VERSION_4: readonly string[] = [
  ...TO_VERSION_5,
  'DROP TABLE seen_ids',
  'DROP TABLE seen_spans',
  `CREATE TABLE seen_ids (
    partition_id INTEGER NOT NULL,
    event_id TEXT NOT NULL,
    hash INTEGER NOT NULL,
    record_time INTEGER NOT NULL,
    PRIMARY KEY (partition_id, event_id)
  ) STRICT, WITHOUT ROWID`,
  'CREATE INDEX seen_ids_by_time ON seen_ids (partition_id, record_time)',
  'DROP TABLE server_minutes',
  `CREATE TABLE server_minutes (
    minute INTEGER NOT NULL,
    server_id TEXT NOT NULL,
    samples INTEGER NOT NULL,
    cpu_load_breaches INTEGER NOT NULL,
    cpu_load_peak REAL,
    memory_usage_breaches INTEGER NOT NULL,
    memory_usage_peak REAL,
    latency_breaches INTEGER NOT NULL,
    latency_peak REAL,
    PRIMARY KEY (minute, server_id)
  ) STRICT, WITHOUT ROWID`,
  'CREATE INDEX server_minutes_by_server ON server_minutes (server_id, minute)',
  'PRAGMA user_version = 4',
];
