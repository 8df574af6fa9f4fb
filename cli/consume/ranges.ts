/** Which offsets of which partitions: the rules of `fluvio consume`, without its I/O. */
import type { PartitionStatus } from '../../fluvio/client/types.js';
import { CommandError, UsageError } from '../exit.js';
import type { ConsumeOptions } from './flags.js';

/** Records of one partition. */
export interface Range {
  readonly partition: number;
  /** Where reading begins, or at the end as it is then. */
  readonly from: number | 'end';
  /** What comes before it is left out. */
  readonly first: number;
  /** Exclusive; Infinity to go on live. */
  readonly until: number;
}

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

/** Whether `-d` has nothing to print: without a word on where to begin, that is at the end. */
export function beginsAtTheEnd({ beginning, head, tail, start }: ConsumeOptions): boolean {
  return beginning !== true && head === undefined && tail === undefined && start === undefined;
}

/** What to read of a partition whose status is known; with `-d` to its end as the status has it. */
export function rangeOf(options: ConsumeOptions, status: PartitionStatus): Range {
  const until = options.disableContinuous === true ? status.highWatermark : Number.POSITIVE_INFINITY;
  return {
    partition: status.partition,
    from: beginOf(options, status),
    first: options.start ?? 0,
    until: Math.min(until, lastAsked(options) + 1),
  };
}

/** What `-d` still has to read of a partition when it turns out to end later than its status said. */
export function restOf(options: ConsumeOptions, range: Range, end: number): Range {
  const from = range.from === 'end' ? range.until : Math.max(range.from, range.until);
  return { ...range, from, until: Math.min(end, lastAsked(options) + 1) };
}

function beginOf(options: ConsumeOptions, { logStart, highWatermark }: PartitionStatus): number | 'end' {
  if (options.beginning === true) return logStart;
  if (options.head !== undefined) return Math.min(logStart + options.head, highWatermark);
  if (options.tail !== undefined) return Math.max(logStart, highWatermark - options.tail);
  // An offset beyond the end is waited for, in silence, until the log gets there.
  if (options.start !== undefined) return Math.min(options.start, Math.max(logStart, highWatermark));
  return options.end === undefined && options.disableContinuous !== true ? 'end' : highWatermark;
}

function lastAsked({ end }: ConsumeOptions): number {
  return end ?? Number.POSITIVE_INFINITY;
}
