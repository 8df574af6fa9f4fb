import { existsSync, mkdirSync, realpathSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { LockError } from '../../lock/lock-error.js';
import { LifecycleError } from './lifecycle-error.js';

/** Where everything of one broker lies, as absolute paths. */
export interface BrokerHome {
  /** What `--data-dir` names. */
  readonly dataDir: string;
  /** The broker's own part of it: topics, logs, modules. */
  readonly brokerDir: string;
  /** Who runs, and where it listens; see `broker-state.ts`. */
  readonly stateFile: string;
  readonly logFile: string;
  /** Pass this to `acquireLock`; the file is `LOCK_TARGET.lock`. */
  readonly lockTarget: string;
}

/** Where state goes unless `--data-dir` says otherwise, relative to the working directory. */
export const DEFAULT_DATA_DIR = '.game-flow';

/** The paths for a data directory, links resolved, so that two names of one directory are one broker. Makes nothing. */
export function brokerHome(dataDir: string): BrokerHome {
  const absolute = existsSync(dataDir) ? realpathSync(dataDir) : resolve(dataDir);
  const brokerDir = join(absolute, 'broker');
  return {
    dataDir: absolute,
    brokerDir,
    stateFile: join(absolute, 'broker.json'),
    logFile: join(brokerDir, 'broker.log'),
    lockTarget: join(brokerDir, 'broker'),
  };
}

/** Makes the directories if need be. @throws {LifecycleError} `directory-unusable` or `no-space` */
export function makeBrokerHome(dataDir: string): BrokerHome {
  try {
    makeDirectory(join(resolve(dataDir), 'broker'));
  } catch (error) {
    throw directoryError(dataDir, error);
  }
  return brokerHome(dataDir);
}

/** What failed below `dataDir` (a file system error or a `LockError`), as the sentence for the person. */
export function directoryError(dataDir: string, cause: unknown): LifecycleError {
  if (cause instanceof LifecycleError) return cause;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
  if (code === 'native-module') {
    const { message, next } = cause as LockError;
    return new LifecycleError('installation', message, next, { cause });
  }
  if (NO_SPACE.includes(code)) {
    return new LifecycleError(
      'no-space',
      `The disk of the data directory ${dataDir} is full.`,
      'Free some space, or choose another directory with --data-dir.',
      { cause },
    );
  }
  return new LifecycleError(
    'directory-unusable',
    `The data directory ${dataDir} cannot be written (${code}).`,
    'Choose a directory that you may write to with --data-dir.',
    { cause },
  );
}

const NO_SPACE = ['ENOSPC', 'EDQUOT', 'no-space'];

/** As `mkdir -p`. Node's own `recursive` never returns where a directory exists that can hold no other, as `/proc`. */
function makeDirectory(path: string): void {
  if (existsSync(path)) return;
  const parent = dirname(path);
  if (parent !== path) makeDirectory(parent);
  try {
    mkdirSync(path);
  } catch (error) {
    // Two starters make it at once; a file of that name is found out by the next step.
    if (!existsSync(path)) throw error;
  }
}
