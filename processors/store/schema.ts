/**
 * The tables beside the roll-ups, and the versions a database records of itself.
 *
 * `user_version` is the shape of these tables; `fold_version` (in `meta`) says what the roll-ups mean. An older
 * shape is migrated step by step where a step exists; an older fold, or other window sizes, are rebuilt from the log;
 * newer is refused.
 */
import { DEFAULT_SETTINGS, type Settings } from '../../settings/settings.js';
import { FOLD_VERSION, VIEWS } from '../views/index.js';
import { StoreError } from './errors.js';
import { MIGRATIONS, REPLAYED_LETTERS } from './migrations.js';
import { NOTICE_TABLES } from './notice-tables.js';
import { OBSERVED_TABLES } from './observed-tables.js';
import type { Db } from './open.js';
import { SEEN_HASHES, SEEN_IDS } from './seen-id-tables.js';

export const SCHEMA_VERSION = 6;

const TABLES = [
  `CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID`,
  // Position, counts, first and last batch of each partition. Times are ms since 1970, null while unknown. `log` counts
  // the logs that the partition has had: each time one is given up for another, its offsets begin anew.
  `CREATE TABLE partitions (
    id INTEGER PRIMARY KEY,
    topic TEXT NOT NULL,
    partition INTEGER NOT NULL,
    log INTEGER NOT NULL,
    next_offset INTEGER NOT NULL,
    received INTEGER NOT NULL,
    accepted INTEGER NOT NULL,
    duplicate INTEGER NOT NULL,
    rejected INTEGER NOT NULL,
    conflicting INTEGER NOT NULL,
    skipped INTEGER NOT NULL,
    max_time INTEGER,
    max_record_time INTEGER,
    high_watermark INTEGER,
    first_base INTEGER,
    first_count INTEGER,
    first_hash BLOB,
    first_time INTEGER,
    batch_base INTEGER,
    batch_count INTEGER,
    batch_hash BLOB,
    UNIQUE (topic, partition)
  ) STRICT`,
  `CREATE TABLE dead_letters (
    topic TEXT NOT NULL,
    partition INTEGER NOT NULL,
    log INTEGER NOT NULL,
    "offset" INTEGER NOT NULL,
    reason TEXT NOT NULL,
    pointer TEXT NOT NULL,
    record_time INTEGER,
    key BLOB,
    value BLOB NOT NULL,
    size INTEGER NOT NULL,
    PRIMARY KEY (topic, partition, log, "offset")
  ) STRICT, WITHOUT ROWID`,
  // For retention and for counts by reason: it holds all that a selection asks for, so that no value is read.
  `CREATE INDEX dead_letters_by_time ON dead_letters (topic, record_time, reason)`,
  // Dead letters deleted on request: they stay counted as rejected.
  `CREATE TABLE purged_letters (
    topic TEXT NOT NULL,
    partition INTEGER NOT NULL,
    log INTEGER NOT NULL,
    "offset" INTEGER NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (topic, partition, log, "offset")
  ) STRICT, WITHOUT ROWID`,
  REPLAYED_LETTERS,
  // SOURCE-NUMBER ids, for ever: one bit a number, in blocks (see seen-numbers.ts).
  `CREATE TABLE seen_numbers (
    id INTEGER PRIMARY KEY,
    partition_id INTEGER NOT NULL,
    source TEXT NOT NULL,
    block INTEGER NOT NULL,
    bits BLOB NOT NULL,
    UNIQUE (partition_id, source, block)
  ) STRICT`,
  ...SEEN_HASHES,
  ...SEEN_IDS,
  // Where counting could not go on and went on elsewhere on request.
  `CREATE TABLE gaps (
    topic TEXT NOT NULL,
    partition INTEGER NOT NULL,
    log INTEGER NOT NULL,
    from_offset INTEGER NOT NULL,
    to_offset INTEGER NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (topic, partition, log, from_offset)
  ) STRICT, WITHOUT ROWID`,
  // Rows that went with `--retain`, by table.
  `CREATE TABLE dropped (name TEXT PRIMARY KEY, "rows" INTEGER NOT NULL) STRICT, WITHOUT ROWID`,
  ...OBSERVED_TABLES,
];

/** What opening a database found. */
export type SchemaState = 'new' | 'current' | 'outdated';

/**
 * @param settings those that the rows must have been made with; without them any will do, which is right for readers
 */
export function schemaState(db: Db, path: string, settings?: Settings): SchemaState {
  const version = db.pragma('user_version', { simple: true }) as number;
  if (version === 0 && !hasTable(db, 'meta')) return 'new';
  const fold = foldVersion(db);
  if (version > SCHEMA_VERSION || fold > FOLD_VERSION) {
    const message = `${path} was written by a newer game-flow (schema ${version}, folds ${fold}; this one knows ${SCHEMA_VERSION} and ${FOLD_VERSION}). Upgrade game-flow, or use another --data-dir.`;
    throw new StoreError('DATABASE_NEWER', message);
  }
  return version === SCHEMA_VERSION && hasSameFolds(db, settings) ? 'current' : 'outdated';
}

/** Why a database is outdated, in words that follow its name. */
export function outdatedBecause(db: Db, settings: Settings): string {
  const version = db.pragma('user_version', { simple: true }) as number;
  const before = meta(db, 'folded_with');
  if (version !== SCHEMA_VERSION || foldVersion(db) !== FOLD_VERSION || before === undefined) {
    return 'was written by an older game-flow';
  }
  const changed = changedValues(JSON.parse(before), JSON.parse(foldedWith(settings)));
  return `was made with other settings (${changed.join(', ')})`;
}

/** Makes all tables in an empty database. */
export function createSchema(db: Db, settings: Settings): void {
  db.transaction(() => {
    const ours = [...TABLES, ...Object.values(NOTICE_TABLES).flat()];
    for (const statement of [...ours, ...VIEWS.flatMap((view) => view.ddl(settings))]) db.exec(statement);
    const insert = db.prepare('INSERT INTO meta VALUES (?, ?)');
    insert.run('fold_version', String(FOLD_VERSION));
    insert.run('folded_with', foldedWith(settings));
    insert.run('derived_with', derivedWith(settings));
    db.pragma(`user_version = ${SCHEMA_VERSION}`);
  })();
}

/** Brings an older shape up to date where every step is known and the folds are the same; says whether it did. */
export function migrate(db: Db, settings: Settings): boolean {
  if (!hasSameFolds(db, settings)) return false;
  let version = db.pragma('user_version', { simple: true }) as number;
  while (version < SCHEMA_VERSION) {
    const step = MIGRATIONS[version];
    if (step === undefined) return false;
    db.transaction(() => {
      step(db, settings);
      version++;
      db.pragma(`user_version = ${version}`);
    })();
  }
  return true;
}

/** The thresholds and exceptions that the rows were made with. */
export function settingsInForce(db: Db): Pick<Settings, 'thresholds' | 'allow'> {
  const text = meta(db, 'derived_with');
  return text === undefined ? DEFAULT_SETTINGS : (JSON.parse(text) as Settings);
}

/** The window sizes that the rows were made with. */
export function windowsInForce(db: Db): Settings['windows'] {
  const text = meta(db, 'folded_with');
  return text === undefined ? DEFAULT_SETTINGS.windows : (JSON.parse(text) as Settings).windows;
}

function hasTable(db: Db, name: string): boolean {
  return db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?").get(name) !== undefined;
}

/** Whether the rows mean what this version's folds would make of the same events. */
function hasSameFolds(db: Db, settings: Settings | undefined): boolean {
  return (
    foldVersion(db) === FOLD_VERSION &&
    (settings === undefined || meta(db, 'folded_with') === foldedWith(settings))
  );
}

/** What the rows depend on from the first event on. */
function foldedWith({ windows, thresholds }: Settings): string {
  return JSON.stringify({ windows, breach: thresholds.breach });
}

/** For people: which values of `now` are other than before. */
export function changedValues(before: object, now: object): string[] {
  const then = leaves(before);
  return [...leaves(now)]
    .filter(([name, value]) => then.get(name) !== value)
    .map(([name, value]) => `${name} is ${value} now and was ${then.get(name)}`);
}

/** `{"windows":{"combat":5}}` as `windows.combat` → 5. */
function leaves(value: object, prefix = ''): Map<string, unknown> {
  return new Map(
    Object.entries(value).flatMap(([name, item]): [string, unknown][] =>
      typeof item === 'object' ? [...leaves(item, `${prefix}${name}.`)] : [[prefix + name, item]],
    ),
  );
}

/** What can be worked out again from the rows. */
export function derivedWith({ thresholds, allow }: Settings): string {
  return JSON.stringify({ thresholds, allow });
}

function foldVersion(db: Db): number {
  return Number(meta(db, 'fold_version') ?? 0);
}

export function meta(db: Db, name: string): string | undefined {
  if (!hasTable(db, 'meta')) return undefined;
  return db.prepare('SELECT value FROM meta WHERE name = ?').pluck().get(name) as string | undefined;
}
