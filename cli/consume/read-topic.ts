/** Reads what was asked for of a topic: to its end as it is now, or live. */
import {
  endOffsets,
  type FluvioConnection,
  type PartitionStatus,
  type RecordFilter,
} from '../../fluvio/client/index.js';
import type { ConsumeOptions } from './flags.js';
import { rangeOf, restOf } from './ranges.js';
import { type Emit, readRange } from './read-range.js';

export interface TopicReading {
  readonly connection: FluvioConnection;
  readonly topic: string;
  readonly options: ConsumeOptions;
  readonly signal: AbortSignal;
  readonly emit: Emit;
  readonly filter?: RecordFilter;
}

/** With `-d`: one partition after the other, to the end that the log had when this was called. */
export async function readToEnd(reading: TopicReading, statuses: readonly PartitionStatus[]): Promise<void> {
  const { connection, topic, options, signal, emit, filter } = reading;
  // A status may be half a second old, and to be sure takes a second: what is there by all accounts is read meanwhile.
  const ends = endOffsets(connection, [topic]);
  ends.catch(() => {});
  const known = options.tail === undefined ? statuses : await upToDate(statuses, ends);
  const ranges = known.map((status) => rangeOf(options, status));
  for (const range of ranges) await readRange(connection, topic, range, signal, emit, filter);
  for (const { partition, end } of signal.aborted ? [] : await ends) {
    const range = ranges.find((candidate) => candidate.partition === partition);
    if (range !== undefined)
      await readRange(connection, topic, restOf(options, range, end), signal, emit, filter);
  }
}

/** All partitions at once, their records as they come, until each has reached `--end` or `signal` aborts. */
export async function readLive(reading: TopicReading, statuses: readonly PartitionStatus[]): Promise<void> {
  const { connection, topic, options, signal, emit, filter } = reading;
  const known =
    options.tail === undefined ? statuses : await upToDate(statuses, endOffsets(connection, [topic]));
  const failed = new AbortController();
  const either = AbortSignal.any([signal, failed.signal]);
  const reads = known.map((status) =>
    readRange(connection, topic, rangeOf(options, status), either, emit, filter),
  );
  await Promise.all(reads).catch((error) => {
    failed.abort();
    throw error;
  });
}

async function upToDate(
  statuses: readonly PartitionStatus[],
  ends: ReturnType<typeof endOffsets>,
): Promise<PartitionStatus[]> {
  const byPartition = new Map((await ends).map(({ partition, end }) => [partition, end]));
  return statuses.map((status) => ({
    ...status,
    highWatermark: byPartition.get(status.partition) ?? status.highWatermark,
  }));
}
