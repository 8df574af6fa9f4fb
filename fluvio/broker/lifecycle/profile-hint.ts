import { hostAndPort } from './bind-address.js';
import { type BrokerState, localAddress } from './broker-state.js';

/**
 * The command line that points the real `fluvio` command at this broker, for the person to run or not: it writes to
 * their `~/.fluvio/config`, which is not ours to edit. `local` is the installation type; without it the command takes
 * the cluster for one on Kubernetes (`crates/fluvio-cli/src/profile/add.rs`).
 */
export function fluvioProfileHint(state: BrokerState): string {
  const { host, port } = localAddress(state);
  return `fluvio profile add game-flow ${hostAndPort(host, port)} local`;
}
