/** What one arm of the bench is asked for, and what comes of it: both pass between processes as JSON. */
import type { PartitionEnd } from '../../fluvio/client/index.js';
import type { Topic } from '../../schemas/index.js';
import type { FigureDigests } from '../figures.js';
import type { Measured } from '../measure.js';
import type { Sparsity } from '../workload/sparsity.js';

/** Topics that hold the first `count` events of the file, in its order. */
export interface StoredLog {
  readonly count: number;
  /** Our name → the cluster's. */
  readonly names: Readonly<Record<Topic, string>>;
  readonly ends: readonly PartitionEnd[];
}

export interface ArmJob {
  readonly arm: string;
  readonly cluster: { readonly host: string; readonly port: number };
  readonly brokerPids: readonly number[];
  /** The event file. */
  readonly events: string;
  /** For databases; the arm's own. */
  readonly dir: string;
  readonly log: StoredLog;
  /** Handled before the clock starts; its count may be 0. */
  readonly warmUp: StoredLog;
}

export interface ArmOutcome {
  readonly measured?: Measured;
  /** Of the database that it made. */
  readonly figures?: FigureDigests;
  readonly sparsity?: Sparsity;
}

/** Runs in a process of its own. */
export type Arm = (job: ArmJob) => Promise<ArmOutcome>;
