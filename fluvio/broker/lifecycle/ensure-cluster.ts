import type { FluvioTarget } from '../../client/types.js';
import { localAddress } from './broker-state.js';
import { type StartedCluster, type StartOptions, startCluster } from './start-cluster.js';

/** Where to connect, and what runs there. */
export interface EnsuredCluster extends StartedCluster {
  readonly target: FluvioTarget & { readonly kind: 'address' };
}

/**
 * The embedded broker for a command that needs one and names no other Fluvio: started on demand if it does not run, to
 * stop by itself when nobody has used it for ten minutes.
 *
 * @throws {LifecycleError}
 */
export async function ensureCluster(
  dataDir: string,
  options: Omit<StartOptions, 'dataDir' | 'onDemand'> = {},
): Promise<EnsuredCluster> {
  const cluster = await startCluster({ ...options, dataDir, onDemand: true });
  return { ...cluster, target: { kind: 'address', ...localAddress(cluster.state) } };
}
