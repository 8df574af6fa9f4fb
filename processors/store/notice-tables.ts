/**
 * The tables of what people are told. They are no figures: what was sent, muted or acknowledged cannot be worked out
 * from the topics again, so a rebuild leaves them as they are. A change of their shape needs a step of its own in
 * `NOTICE_TABLES`, since `createSchema` meets the old ones.
 */
export const NOTICE_TABLES: Readonly<Record<string, readonly string[]>> = {
  // What has been noticed, and which revision of it was told last. Times are ms since 1970: `since` and `until` those
  // of the events (of the clock for silences), `created_at` and `acknowledged_at` the clock's.
  findings: [
    `CREATE TABLE IF NOT EXISTS findings (
      number INTEGER PRIMARY KEY,
      kind TEXT NOT NULL,
      rule TEXT NOT NULL,
      subject TEXT NOT NULL,
      since INTEGER NOT NULL,
      until INTEGER,
      revision INTEGER NOT NULL,
      severity TEXT,
      size REAL,
      created_at INTEGER NOT NULL,
      acknowledged_at INTEGER,
      UNIQUE (kind, rule, subject, since)
    ) STRICT`,
    `CREATE INDEX IF NOT EXISTS findings_by_age ON findings (created_at)`,
  ],
  // The outbox: each revision of a finding, once for each webhook that wants it.
  notices: [
    `CREATE TABLE IF NOT EXISTS notices (
      id INTEGER PRIMARY KEY,
      finding INTEGER NOT NULL,
      revision INTEGER NOT NULL,
      change TEXT NOT NULL,
      until INTEGER,
      details TEXT NOT NULL,
      webhook TEXT NOT NULL,
      state TEXT NOT NULL,
      delivery INTEGER,
      created_at INTEGER NOT NULL
    ) STRICT`,
    `CREATE INDEX IF NOT EXISTS notices_waiting ON notices (webhook, id) WHERE state = 'waiting'`,
    `CREATE INDEX IF NOT EXISTS notices_by_finding ON notices (finding)`,
    `CREATE INDEX IF NOT EXISTS notices_by_delivery ON notices (delivery) WHERE delivery IS NOT NULL`,
  ],
  // Notices that go in one request, and how that fares.
  deliveries: [
    `CREATE TABLE IF NOT EXISTS deliveries (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL,
      webhook TEXT NOT NULL,
      state TEXT NOT NULL,
      attempts INTEGER NOT NULL,
      created_at INTEGER NOT NULL,
      next_at INTEGER NOT NULL,
      finished_at INTEGER,
      error TEXT
    ) STRICT`,
    `CREATE INDEX IF NOT EXISTS deliveries_open ON deliveries (webhook, next_at) WHERE state = 'open'`,
    `CREATE INDEX IF NOT EXISTS deliveries_by_age ON deliveries (created_at)`,
  ],
  // What nobody wants to be told of; an empty rule or subject stands for all of them.
  mutes: [
    `CREATE TABLE IF NOT EXISTS mutes (
      kind TEXT NOT NULL,
      rule TEXT NOT NULL,
      subject TEXT NOT NULL,
      until INTEGER,
      PRIMARY KEY (kind, rule, subject)
    ) STRICT, WITHOUT ROWID`,
  ],
};
