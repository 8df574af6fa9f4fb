import { isLocked } from '../../lock/lock.js';
import { localHost } from './bind-address.js';
import { type BrokerHome, brokerHome, directoryError } from './broker-home.js';
import { type BrokerState, readState } from './broker-state.js';
import { accepts } from './probe.js';
import { isBrokerProcess } from './process-identity.js';

/**
 * - `running`: the lock is held by the process of the state file, and it accepts connections
 * - `unresponsive`: the same, but it does not accept connections
 * - `busy`: somebody holds the lock, and no state file says who: a broker that is starting or stopping
 * - `stale`: a state file without a broker: it was killed, or crashed
 * - `stopped`
 */
export type ClusterStatus =
  | { readonly kind: 'running'; readonly state: BrokerState }
  | { readonly kind: 'unresponsive'; readonly state: BrokerState }
  | { readonly kind: 'busy' }
  | { readonly kind: 'stale'; readonly state: BrokerState }
  | { readonly kind: 'stopped' };

/** What became of the broker of a data directory. Makes and changes nothing, and sends no byte to any port. */
export async function clusterStatus(dataDir: string): Promise<ClusterStatus> {
  const home = brokerHome(dataDir);
  const held = isHeld(home);
  const state = readState(home.stateFile);
  if (!held) return state === undefined ? { kind: 'stopped' } : { kind: 'stale', state };
  if (state === undefined || !isBrokerProcess(state.pid, home.dataDir)) return { kind: 'busy' };
  const answers = await accepts(localHost(state.host), state.scPort);
  return { kind: answers ? 'running' : 'unresponsive', state };
}

/** Whether the process of `state` still holds the broker's lock: the condition for sending it a signal. */
export function holdsLock(home: BrokerHome, state: BrokerState): boolean {
  return isHeld(home) && isBrokerProcess(state.pid, home.dataDir);
}

function isHeld(home: BrokerHome): boolean {
  try {
    return isLocked(home.lockTarget);
  } catch (error) {
    throw directoryError(home.dataDir, error);
  }
}
