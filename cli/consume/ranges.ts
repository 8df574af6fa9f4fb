/** Which offsets of which partitions: the rules of `fluvio consume`, without its I/O. */
import type { PartitionStatus } from '../../fluvio/client/types.js';
import { CommandError, UsageError } from '../exit.js';
import type { ConsumeOptions } from './flags.js';

/** Records of one partition: from an offset on, or from the end as it is when reading begins. */
export interface Range {
  readonly partition: number;
  /** Where reading begins; what comes before `first` is left out. */
  readonly from: number | 'end';
  readonly first: number;
  /** Exclusive; Infinity to go on live. A promise while the end of the log is still being found out. */
  readonly until: number | Promise<number>;
}

/** Ends by partition, as they were when the command began. */
export type Ends = Promise<ReadonlyMap<number, number>>;

/** @throws UsageError when `--end` lies before `--start` */
export function assertRange({ start, end }: ConsumeOptions): void {
  if (start !== undefined && end !== undefined && end < start) {
    throw new UsageError(`--end ${end} lies before --start ${start}: it must be the same or larger.`);
  }
}

/** The partitions asked for; all of them when none is named. @throws CommandError for one that does not exist */
export function chosenPartitions(
  statuses: readonly PartitionStatus[],
  wanted: readonly number[] | undefined,
): PartitionStatus[] {
  if (wanted === undefined) return [...statuses];
  return [...new Set(wanted)].map((partition) => {
    const status = statuses.find((candidate) => candidate.partition === partition);
    if (status !== undefined) return status;
    const topic = statuses[0]?.topic ?? 'The topic';
    throw new CommandError(
      `${topic} has no partition ${partition}: it has ${statuses.length}, numbered from 0. See \`game-flow topics list\`.`,
    );
  });
}

/** Whether the ends must be known: for all that stops there, or counts back from there. */
export function needsEnds(options: ConsumeOptions): boolean {
  return options.disableContinuous === true || options.tail !== undefined;
}

/** `ends` is only waited for where it decides where to begin: records can be printed while it is being found out. */
export async function rangeOf(options: ConsumeOptions, status: PartitionStatus, ends: Ends): Promise<Range> {
  const { partition, logStart, highWatermark } = status;
  const endNow = async () => (await ends).get(partition) ?? highWatermark;
  const from = await begin();
  return { partition, from, first: options.start ?? 0, until: until() };

  async function begin(): Promise<number | 'end'> {
    if (options.beginning === true) return logStart;
    if (options.head !== undefined) return Math.min(logStart + options.head, highWatermark);
    if (options.tail !== undefined) return Math.max(logStart, (await endNow()) - options.tail);
    // Beyond the end one waits, in silence, until the log gets there.
    if (options.start !== undefined) return Math.min(options.start, Math.max(logStart, highWatermark));
    if (options.disableContinuous === true) return endNow();
    return options.end === undefined ? 'end' : highWatermark;
  }

  function until(): number | Promise<number> {
    const asked = options.end === undefined ? Number.POSITIVE_INFINITY : options.end + 1;
    return options.disableContinuous === true ? endNow().then((end) => Math.min(asked, end)) : asked;
  }
}
