/**
 * Why a lock file could not even be tried: `read-only` (no right to write there), `no-space`, `not-a-directory`,
 * `native-module` (better-sqlite3 was installed without its compiled part) or `unusable` (anything else; see `cause`).
 */
export type LockErrorCode = 'read-only' | 'no-space' | 'not-a-directory' | 'native-module' | 'unusable';

/** The lock cannot be used at all. That somebody else holds it is no error: `acquireLock` returns `undefined` then. */
export class LockError extends Error {
  override readonly name = 'LockError';

  constructor(
    readonly code: LockErrorCode,
    message: string,
    /** What the person can do about it. */
    readonly next: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Turns what SQLite, or the file system underneath, reported about `file` into a `LockError`. */
export function toLockError(file: string, cause: unknown): LockError {
  const code = lockErrorCode(cause);
  return new LockError(code, SENTENCES[code](file), NEXT[code], { cause });
}

const SENTENCES: Record<LockErrorCode, (file: string) => string> = {
  'read-only': (file) =>
    `Cannot write the lock file ${file}: the directory is read-only or belongs to another user.`,
  'no-space': (file) => `Cannot write the lock file ${file}: the disk is full.`,
  'not-a-directory': (file) =>
    `Cannot write the lock file ${file}: its directory does not exist or is a file.`,
  'native-module': (file) =>
    `Cannot lock ${file}: better-sqlite3 is installed without its native part, or for another version of Node.`,
  unusable: (file) => `Cannot use the lock file ${file}.`,
};

const NEXT: Record<LockErrorCode, string> = {
  'read-only': 'Choose a directory that you may write to with --data-dir.',
  'no-space': 'Free some space, or choose a directory on another disk with --data-dir.',
  'not-a-directory': 'Choose another directory with --data-dir.',
  'native-module': 'Run `npm rebuild better-sqlite3` in the project.',
  unusable: 'If no game-flow process is running, delete that file and try again.',
};

function lockErrorCode(cause: unknown): LockErrorCode {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const message = cause instanceof Error ? cause.message : String(cause);
  if (code === 'ERR_DLOPEN_FAILED' || message.includes('bindings file')) return 'native-module';
  if (['EACCES', 'EPERM', 'EROFS'].includes(code) || code.startsWith('SQLITE_READONLY')) return 'read-only';
  if (['ENOSPC', 'EDQUOT', 'SQLITE_FULL'].includes(code)) return 'no-space';
  if (['ENOENT', 'ENOTDIR', 'EEXIST'].includes(code)) return 'not-a-directory';
  return 'unusable';
}
