/** What the commands use of the embedded broker's process: start, find, stop. */
export { hostAndPort } from './bind-address.js';
export { type BrokerHome, brokerHome, DEFAULT_DATA_DIR } from './broker-home.js';
export { type BrokerState, localAddress, readState } from './broker-state.js';
export { type ClusterStatus, clusterStatus } from './cluster-status.js';
export { type EnsuredCluster, ensureCluster } from './ensure-cluster.js';
export { LifecycleError, type LifecycleErrorCode } from './lifecycle-error.js';
export { DEFAULT_SC_PORT, DEFAULT_SPU_PORT } from './ports.js';
export { accepts, listenError } from './probe.js';
export { fluvioProfileHint } from './profile-hint.js';
export { type StartedCluster, type StartOptions, startCluster } from './start-cluster.js';
export { type StopOptions, type StopOutcome, stopCluster } from './stop-cluster.js';
