/** The tables of ids that are not SOURCE-NUMBER, for a day of record time. */
export const SEEN_IDS: readonly string[] = [
  // Run by run: so many ids that followed each other in a partition (see id-runs.ts). A hash of 0 is not known.
  `CREATE TABLE seen_ids (
    partition_id INTEGER NOT NULL,
    run INTEGER NOT NULL,
    event_id TEXT NOT NULL,
    hash INTEGER NOT NULL,
    record_time INTEGER NOT NULL,
    PRIMARY KEY (partition_id, run, event_id)
  ) STRICT, WITHOUT ROWID`,
  // Runs that are complete. `newest` is the last record time of one, null when it has ids that are kept for ever.
  `CREATE TABLE seen_runs (
    partition_id INTEGER NOT NULL,
    run INTEGER NOT NULL,
    ids INTEGER NOT NULL,
    newest INTEGER,
    filter BLOB NOT NULL,
    PRIMARY KEY (partition_id, run)
  ) STRICT`,
];
