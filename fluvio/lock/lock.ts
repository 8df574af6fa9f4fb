import { accessSync, closeSync, constants, existsSync, openSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { LockError, toLockError } from './lock-error.js';

/** A lock that this process holds until `release()`, or until it ends in whatever way. */
export interface Lock {
  /** The lock file. It stays when the lock is released: to delete it would let two processes lock two files of one name. */
  readonly file: string;
  release(): void;
}

/**
 * Takes the exclusive lock of `path`, kept on the empty file `PATH.lock` beside it, and never waits.
 *
 * The lock is SQLite's own on that file (an fcntl lock: Node has no call for one), so the operating system frees it
 * with the process, even after `kill -9`, and a file left behind means nothing. fcntl locks have one trap: any *other*
 * open and close of the same file in the holding process drops them. So nobody else may open a lock file.
 *
 * @returns `undefined` when another process, or this one, holds it already.
 * @throws {LockError} when the file cannot be made or locked at all.
 */
export function acquireLock(path: string): Lock | undefined {
  const file = lockFile(path);
  const connection = attempt(file, () => new Database(file, { timeout: 0 }));
  if (connection === undefined) return undefined;
  kept.add(connection);
  try {
    // A rollback journal would be a second file; nothing is ever written, so none is needed.
    connection.exec('PRAGMA journal_mode = MEMORY');
    connection.exec('BEGIN EXCLUSIVE');
    // SQLite opens a file that it may not write as a read-only database, whose "exclusive" excludes nobody.
    accessSync(file, constants.W_OK);
  } catch (error) {
    connection.close();
    if (isBusy(error)) return undefined;
    throw toLockError(file, error);
  }
  return { file, release: () => connection.close() };
}

/**
 * Whether some process holds the lock of `path`. Makes no file. It looks by a shared lock that it holds for an instant,
 * so an `acquireLock` at that very instant can be refused: whoever must have the lock tries again.
 */
export function isLocked(path: string): boolean {
  const file = lockFile(path);
  if (!existsSync(file)) return false;
  try {
    lookerAt(file).look();
    return false;
  } catch (error) {
    if (isBusy(error)) return true;
    throw error instanceof LockError ? error : toLockError(file, error);
  }
}

/**
 * Connections are not left to the garbage collector: see processors/store/steady-database.ts. Those that only look are
 * opened once a file, since `watch` looks all the time.
 */
const kept = new Set<unknown>();
const lookers = new Map<string, Looker>();

function lookerAt(file: string): Looker {
  const { dev, ino } = statSync(file);
  const key = `${dev}/${ino}`;
  let looker = lookers.get(key);
  if (looker === undefined) {
    looker = new Looker(file);
    lookers.set(key, looker);
  }
  return looker;
}

class Looker {
  readonly #connection: Database.Database;
  #statement: Database.Statement | undefined;

  constructor(file: string) {
    this.#connection = attemptOrThrow(file, () => new Database(file, { timeout: 0, readonly: true }));
  }

  /** Reads something, which takes a shared lock for as long; throws SQLITE_BUSY while somebody holds the exclusive one. */
  look(): void {
    this.#statement ??= this.#connection.prepare('SELECT count(*) FROM sqlite_master');
    this.#statement.get();
  }
}

/** The file that carries the lock of `path`. */
export function lockFile(path: string): string {
  return `${path}.lock`;
}

function attempt<T>(file: string, open: () => T): T | undefined {
  try {
    return attemptOrThrow(file, open);
  } catch (error) {
    if (isBusy(error)) return undefined;
    throw error;
  }
}

function attemptOrThrow<T>(file: string, open: () => T): T {
  try {
    return open();
  } catch (error) {
    throw isBusy(error) ? error : explain(file, error);
  }
}

/** SQLite says only "unable to open"; the same open by the file system says why. Safe here: this process holds no lock. */
function explain(file: string, error: unknown): LockError {
  const known = toLockError(file, error);
  if (known.code === 'native-module') return known;
  try {
    closeSync(openSync(file, 'a'));
    return known;
  } catch (reason) {
    return toLockError(file, reason);
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY');
}
