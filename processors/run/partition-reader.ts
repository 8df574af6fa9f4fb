/**
 * One partition from its committed offset on: checks on resume that the log is still the one that was folded, then
 * hands every batch to the processor. What stops a partition is a value, told to the person by the caller; the other
 * partitions go on.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { FluvioConnection, PartitionStatus } from '../../fluvio/client/index.js';
import { FluvioError, leaderAway } from '../../fluvio/client/index.js';
import type { Processor } from '../processor.js';
import type { PartitionPosition } from '../store/partitions.js';
import { ResumeCheck } from './resume-check.js';

/** Why a partition was not read to the end. */
export interface Stopped {
  /** As the cluster calls it. */
  readonly topic: string;
  readonly partition: number;
  readonly reason: 'gap' | 'log-changed' | 'failed';
  /** A sentence with what to do next. */
  readonly message: string;
}

export interface PartitionRun {
  readonly connection: FluvioConnection;
  readonly processor: Processor;
  readonly position: PartitionPosition;
  /** The partition as it was when the run began. */
  readonly status: PartitionStatus;
  readonly onGap: 'stop' | 'skip';
  readonly signal: AbortSignal;
  /** Called after each batch; a promise is waited for, which holds the partition back. */
  readonly onBatch: () => Promise<void> | void;
  /** Ends the run when it returns true; asked after each batch. */
  readonly isDone: () => boolean;
}

/** Reads until done or aborted (undefined), or until something stops the partition. */
export async function readPartition(run: PartitionRun): Promise<Stopped | undefined> {
  for (;;) {
    try {
      if (await isShortened(run)) return shortened(logOf(run));
      return await follow(run);
    } catch (error) {
      if (run.signal.aborted) return undefined;
      const gap = gapOf(error);
      if (gap === undefined) return failure(logOf(run), error);
      if (run.onGap === 'stop') return gapMessage(logOf(run), gap);
      run.processor.skip(run.position, gap, 'evicted');
    }
  }
}

/**
 * Whether the log ends before what was folded. A cluster's status is up to half a second old, and while a leader is away
 * far older, so it is believed when it says so a second later still, and of a leader that is there.
 */
async function isShortened(run: PartitionRun): Promise<boolean> {
  const { connection, position, status, signal } = run;
  let known: PartitionStatus | undefined = status;
  const waitUntil = Date.now() + LONGEST_ABSENCE;
  for (let short = 0; known === undefined || known.logEnd < position.nextOffset; ) {
    const isAway = known?.isOnline === false;
    if (isAway && Date.now() > waitUntil) throw leaderAway(logOf(run));
    short = isAway ? 0 : short + 1;
    if (short === READINGS || signal.aborted) return !signal.aborted;
    await sleep(BETWEEN_READINGS, undefined, { signal }).catch(() => undefined);
    known = (await connection.partitions(position.topic)).find((one) => one.partition === position.partition);
  }
  return false;
}

const READINGS = 3;
const BETWEEN_READINGS = 1000;
const LONGEST_ABSENCE = 60_000;

async function follow(run: PartitionRun): Promise<Stopped | undefined> {
  const { connection, position, processor, signal } = run;
  const resume = ResumeCheck.of(position, run.status.logStart);
  // Even where there is nothing more to read, the log must be the one that was folded.
  if (resume === undefined && run.isDone()) return undefined;
  const from = resume?.from ?? position.nextOffset;
  for await (const batch of connection.read(position.topic, position.partition, { from, signal })) {
    if (resume !== undefined && !resume.feed(batch)) return logChanged(logOf(run));
    if (batch.baseOffset > position.nextOffset) {
      if (run.onGap === 'stop') return gapMessage(logOf(run), batch.baseOffset);
      processor.skip(position, batch.baseOffset, 'hole');
    }
    processor.take(position, batch);
    await run.onBatch();
    if (signal.aborted || (run.isDone() && resume?.isComplete !== false)) return undefined;
  }
  return undefined;
}

/** The position, for messages about the log: under the name that the cluster has for its topic. */
function logOf({ connection, position }: PartitionRun): PartitionPosition {
  return { ...position, topic: connection.nameAtCluster(position.topic) };
}

/** The offset at which the log goes on, when the error says that records before it are gone. */
function gapOf(error: unknown): number | undefined {
  if (!(error instanceof FluvioError)) return undefined;
  return error.code === 'OFFSET_EVICTED' || error.code === 'GAP' ? error.to : undefined;
}

function gapMessage({ topic, partition, nextOffset }: PartitionPosition, to: number): Stopped {
  const message = `${topic}/${partition}: the records from offset ${nextOffset} to ${to - 1} are gone from the log (retention, or the topic was made anew). This partition stands still. Run again with --on-gap skip to go on without them, or \`game-flow rebuild\` to count from what is left.`;
  return { topic, partition, reason: 'gap', message };
}

function logChanged({ topic, partition, lastBatch }: PartitionPosition): Stopped {
  const base = lastBatch?.base ?? 0;
  const end = base + (lastBatch?.count ?? 1) - 1;
  const message = `${topic}/${partition}: the records at offsets ${base} to ${end} are not the ones counted before: the topic was made anew, or the cluster lost its tail. This partition stands still, also with --on-gap skip, since what was counted is of another log. Run \`game-flow rebuild\` to count the topics as they are now.`;
  return { topic, partition, reason: 'log-changed', message };
}

function failure(position: PartitionPosition, error: unknown): Stopped {
  const { topic, partition, nextOffset } = position;
  if (error instanceof FluvioError && error.code === 'OFFSET_PAST_END') return shortened(position);
  if (error instanceof FluvioError && error.code === 'LOG_CHANGED') return logChanged(position);
  if (!(error instanceof FluvioError)) throw error;
  return {
    topic,
    partition,
    reason: 'failed',
    message: `${topic}/${partition} at offset ${nextOffset}: ${error.message}`,
  };
}

function shortened({ topic, partition, nextOffset }: PartitionPosition): Stopped {
  const message = `${topic}/${partition}: offset ${nextOffset} is past the end of the log: the topic was made anew, or the cluster lost its tail. This partition stands still, also with --on-gap skip, since what was counted is of another log. Run \`game-flow rebuild\` to count the topics as they are now.`;
  return { topic, partition, reason: 'log-changed', message };
}
