import type { Cluster } from '../state/cluster.js';

/** What the SC's requests need: nothing of a connection is remembered but its watches, which end with it. */
export interface ScSession {
  readonly cluster: Cluster;
}
