/** Hashes of events with SOURCE-NUMBER ids, kept for a day of record time, to tell conflicting repeats. */
export const SEEN_HASHES: readonly string[] = [
  // `id`: that of the block · 2048, and the index of the row's first number within it (see block-hashes.ts).
  `CREATE TABLE seen_hashes (
    id INTEGER PRIMARY KEY,
    partition_id INTEGER NOT NULL,
    record_time INTEGER NOT NULL,
    hashes BLOB NOT NULL
  ) STRICT`,
  'CREATE INDEX seen_hashes_by_time ON seen_hashes (partition_id, record_time)',
];

/** The tables of ids that are not SOURCE-NUMBER, for a day of record time. */
export const SEEN_IDS: readonly string[] = [
  // Run by run: what one commit wrote of a partition, or a few small ones, in buckets (see id-buckets.ts).
  `CREATE TABLE seen_ids (
    partition_id INTEGER NOT NULL,
    run INTEGER NOT NULL,
    bucket INTEGER NOT NULL,
    ids BLOB NOT NULL,
    PRIMARY KEY (partition_id, run, bucket)
  ) STRICT, WITHOUT ROWID`,
  // Runs that followed each other and are complete. `newest` is their last record time, null when they are kept for ever.
  `CREATE TABLE seen_spans (
    partition_id INTEGER NOT NULL,
    first_run INTEGER NOT NULL,
    last_run INTEGER NOT NULL,
    ids INTEGER NOT NULL,
    newest INTEGER,
    filter BLOB NOT NULL,
    PRIMARY KEY (partition_id, first_run)
  ) STRICT`,
];
