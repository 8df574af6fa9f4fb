/** One processor at a time works on a database. Apart from its opening, as most commands that ask need none of that. */
import { mkdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { acquireLock, isLocked, type Lock } from '../fluvio/lock/lock.js';
import { databasePath } from '../processors/store/open.js';
import { CommandError, UsageError } from './exit.js';

/** `isLocked` holds a lock for an instant, so a refusal is believed only when it stays. */
const LOCK_ATTEMPTS = 5;
const BETWEEN_ATTEMPTS = 50;

/** @throws UsageError when another processor works on this database */
export async function lockDatabase(dataDir: string): Promise<Lock> {
  makeFolder(dataDir);
  const path = databasePath(dataDir);
  for (let attempt = 1; attempt <= LOCK_ATTEMPTS; attempt++) {
    const lock = acquireLock(path);
    if (lock !== undefined) return lock;
    await sleep(BETWEEN_ATTEMPTS);
  }
  throw new UsageError(`Another processor is working on ${path}. Stop it first, or use another --data-dir.`);
}

export function isBeingProcessed(dataDir: string): boolean {
  return isLocked(databasePath(dataDir));
}

function makeFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CommandError(
      `The folder ${dataDir} could not be made (${code}). Choose one that you may write to with --data-dir.`,
      { cause: error },
    );
  }
}
