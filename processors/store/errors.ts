/** What can be wrong with a database, as a code for the program and a sentence for the person. */
export type StoreErrorCode =
  | 'DATABASE_MISSING'
  | 'DATABASE_NEWER'
  | 'DATABASE_FOREIGN'
  | 'DATABASE_OUTDATED'
  | 'DATABASE_UNWRITABLE'
  | 'DATABASE_FULL'
  | 'DATABASE_DAMAGED'
  | 'SQLITE_TOO_OLD'
  | 'NATIVE_MISSING';

export class StoreError extends Error {
  constructor(
    readonly code: StoreErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'StoreError';
  }
}

/** The operating system's codes where the folder cannot be made, or written to. */
const NO_FOLDER: ReadonlySet<string> = new Set(['EEXIST', 'ENOTDIR', 'EACCES', 'EPERM', 'EROFS']);

/** SQLite's own codes, told in our words. Anything unforeseen is passed on as it is. */
export function storeError(error: unknown, path: string): unknown {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code !== 'string') return error;
  if (code === 'ERR_DLOPEN_FAILED' || code === 'MODULE_NOT_FOUND') return nativeMissing(error);
  if (code.startsWith('SQLITE_FULL') || code === 'ENOSPC') {
    const message = `The disk is full: ${path} could not be written. Nothing committed was lost; free some space and start again.`;
    return new StoreError('DATABASE_FULL', message, { cause: error });
  }
  if (
    NO_FOLDER.has(code) ||
    code.startsWith('SQLITE_READONLY') ||
    code.startsWith('SQLITE_CANTOPEN') ||
    code.startsWith('SQLITE_IOERR')
  ) {
    const message = `${path} could not be opened or written (${code}). Check that the folder exists, is yours and is writable, or choose another with --data-dir.`;
    return new StoreError('DATABASE_UNWRITABLE', message, { cause: error });
  }
  if (code.startsWith('SQLITE_CORRUPT') || code.startsWith('SQLITE_NOTADB')) {
    const message = `${path} is damaged or not a database (${code}). Move it away and run \`game-flow rebuild\` to make it anew from the topics.`;
    return new StoreError('DATABASE_DAMAGED', message, { cause: error });
  }
  return error;
}

function nativeMissing(error: unknown): StoreError {
  const message =
    'The native part of better-sqlite3 is missing. Run `npm rebuild better-sqlite3` (it needs a C++ toolchain and Python); npm must be allowed to run its install script.';
  return new StoreError('NATIVE_MISSING', message, { cause: error });
}
