import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { acquireLock, isLocked, type Lock } from '../../lock/lock.js';
import { type BrokerHome, directoryError, makeBrokerHome } from './broker-home.js';
import { type BrokerState, readState } from './broker-state.js';
import { LifecycleError } from './lifecycle-error.js';

/** A data directory that is this process's alone. */
export interface Claim {
  readonly home: BrokerHome;
  readonly lock: Lock;
  /** What a broker that did not stop cleanly left behind. Its file is gone now. */
  readonly previous: BrokerState | undefined;
}

const ATTEMPTS = 5;

/**
 * Makes and locks a data directory.
 * @throws {LifecycleError} `lock-held` when another broker has it; `directory-unusable`, `no-space`, `installation`
 */
export async function claimDataDirectory(dataDir: string): Promise<Claim> {
  const home = makeBrokerHome(dataDir);
  try {
    const lock = await persistentLock(home.lockTarget);
    if (lock === undefined) throw lockHeld(home);
    const previous = readState(home.stateFile);
    rmSync(home.stateFile, { force: true });
    return { home, lock, previous };
  } catch (error) {
    throw directoryError(home.dataDir, error);
  }
}

/** Somebody who only looks at the lock (`isLocked`) is in the way for a millisecond; that must not be taken for a holder. */
async function persistentLock(target: string): Promise<Lock | undefined> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const lock = acquireLock(target);
    if (lock !== undefined) return lock;
    if (isLocked(target)) await sleep(5);
  }
  return undefined;
}

function lockHeld(home: BrokerHome): LifecycleError {
  return new LifecycleError(
    'lock-held',
    `Another broker has the data directory ${home.dataDir}.`,
    'See `game-flow cluster status`, or choose another directory with --data-dir.',
  );
}
