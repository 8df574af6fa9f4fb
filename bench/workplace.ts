/** A run of the bench: its options, its broker, its folder, and the logs that its arms read. */
import { join } from 'node:path';
import type { ArmName } from './arms/index.js';
import type { ArmOutcome, StoredLog } from './arms/job.js';
import type { BenchCluster } from './cluster.js';
import type { FigureDigests } from './figures.js';
import type { Options } from './options.js';
import { runArm } from './run-arm.js';
import type { Sparsity } from './workload/sparsity.js';

/** An event file with all that is known of it. */
export interface Workload {
  readonly path: string;
  readonly count: number;
  /** What every database of its first `count` events must hold. */
  readonly figures: FigureDigests;
  readonly sparsity: Sparsity;
}

export interface Workplace {
  readonly options: Options;
  readonly cluster: BenchCluster;
  readonly dir: string;
  /** Progress, without figures: they are told when everything is checked. */
  readonly say: (line: string) => void;
  /** Ends the run; topics are deleted all the same. */
  readonly signal: AbortSignal;
}

const NO_LOG = { count: 0, names: {}, ends: [] } as unknown as StoredLog;

/** @param count the first so many events of the file; from here on that is all there is of it */
export async function workloadOf(place: Workplace, path: string, count: number): Promise<Workload> {
  const log = { ...NO_LOG, count };
  const { figures, sparsity } = await arm(place, 'expected', path, log, NO_LOG);
  return { path, count, figures: figures!, sparsity: sparsity! };
}

/** Topics with the first `count` events of a file. */
export async function filledLog(
  place: Workplace,
  name: string,
  path: string,
  count: number,
  partitions = place.options.partitions,
): Promise<StoredLog> {
  const names = await place.cluster.makeTopics(name, partitions);
  if (count > 0) await arm(place, 'fill', path, { count, names, ends: [] }, NO_LOG);
  return place.cluster.storedLog(names, count);
}

/** Runs one arm once. */
export function arm(
  { cluster, signal }: Workplace,
  name: ArmName,
  events: string,
  log: StoredLog,
  warmUp: StoredLog,
): Promise<ArmOutcome> {
  const { address, brokerPids } = cluster;
  return runArm(name, { cluster: address, brokerPids, events, log, warmUp }, signal);
}

export function fileIn({ dir }: Pick<Workplace, 'dir'>, name: string): string {
  return join(dir, name);
}
