import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { acquireLock, isLocked } from '../../lock/lock.js';
import { type BrokerHome, brokerHome } from './broker-home.js';
import { type BrokerState, readState } from './broker-state.js';
import { type ClusterStatus, clusterStatus, holdsLock } from './cluster-status.js';
import { LifecycleError } from './lifecycle-error.js';

/**
 * - `stopped`: it ran, and ended in order; `killed`: it had to be killed
 * - `was-stale`: it had been killed before; what it left is tidied up
 * - `was-stopped`: there was nothing to do
 */
export type StopOutcome = 'stopped' | 'killed' | 'was-stale' | 'was-stopped';

export interface StopOptions {
  /** How long an orderly end may take before the broker is killed, ms. Default 10 s. */
  readonly graceMs?: number;
  /** How long to wait for a broker that is just starting or stopping, ms. Default 5 s. */
  readonly busyMs?: number;
}

const POLL_MS = 25;
const AFTER_KILL_MS = 2000;

/**
 * Stops the broker of a data directory. Signals a process only while the lock is held *and* that process is this
 * directory's broker by its command line: a pid that another program has since been given is never touched.
 *
 * @throws {LifecycleError} `unknown-holder` when somebody else holds the lock; `stop-timeout`
 */
export async function stopCluster(dataDir: string, options: StopOptions = {}): Promise<StopOutcome> {
  const home = brokerHome(dataDir);
  const status = await settledStatus(home, options.busyMs ?? 5000);
  switch (status.kind) {
    case 'stopped':
      return 'was-stopped';
    case 'stale':
      return tidyUp(home);
    case 'busy':
      throw unknownHolder(home);
    case 'running':
    case 'unresponsive':
      return await end(home, status.state, options.graceMs ?? 10_000);
  }
}

async function settledStatus(home: BrokerHome, busyMs: number): Promise<ClusterStatus> {
  const deadline = Date.now() + busyMs;
  for (;;) {
    const status = await clusterStatus(home.dataDir);
    if (status.kind !== 'busy' || Date.now() >= deadline) return status;
    await sleep(POLL_MS);
  }
}

/** Removes a dead broker's state file, under the lock: a broker that starts at this moment must keep its own. */
function tidyUp(home: BrokerHome): StopOutcome {
  const lock = acquireLock(home.lockTarget);
  if (lock !== undefined) {
    rmSync(home.stateFile, { force: true });
    lock.release();
  }
  return 'was-stale';
}

async function end(home: BrokerHome, state: BrokerState, graceMs: number): Promise<StopOutcome> {
  signal(home, state, 'SIGTERM');
  if (await hasLetGo(home, state, graceMs)) return 'stopped';
  signal(home, state, 'SIGKILL');
  if (!(await hasLetGo(home, state, AFTER_KILL_MS))) throw stopTimeout(home, state);
  tidyUp(home);
  return 'killed';
}

/** Waits until the lock is free, or already a later broker's. */
async function hasLetGo(home: BrokerHome, state: BrokerState, withinMs: number): Promise<boolean> {
  const deadline = Date.now() + withinMs;
  while (isLocked(home.lockTarget) && (readState(home.stateFile)?.pid ?? state.pid) === state.pid) {
    if (Date.now() >= deadline) return false;
    await sleep(POLL_MS);
  }
  return true;
}

/** A process that ended in the meantime is what was wanted. */
function signal(home: BrokerHome, state: BrokerState, name: NodeJS.Signals): void {
  if (!holdsLock(home, state)) return;
  try {
    process.kill(state.pid, name);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ESRCH') return;
    if (code !== 'EPERM') throw error;
    throw new LifecycleError(
      'not-permitted',
      `The broker (process ${state.pid}) belongs to another user.`,
      'Stop it as that user, or use a data directory of your own with --data-dir.',
      { cause: error },
    );
  }
}

function unknownHolder(home: BrokerHome): LifecycleError {
  return new LifecycleError(
    'unknown-holder',
    `The lock of ${home.brokerDir} is held by a process that ${home.stateFile} does not name; nothing was stopped.`,
    'It may run in another container or be of another installation: find it with `lsof` on the lock file there.',
  );
}

function stopTimeout(home: BrokerHome, state: BrokerState): LifecycleError {
  return new LifecycleError(
    'stop-timeout',
    `The broker of ${home.dataDir} (process ${state.pid}) does not end, not even when killed.`,
    'It may be waiting for a disk that does not answer; see `game-flow doctor`.',
  );
}
