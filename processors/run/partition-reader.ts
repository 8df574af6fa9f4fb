/**
 * One partition from its committed offset on: checks on resume that the log is still the one that was folded, then
 * hands every batch to the processor. What stops a partition is a value, told to the person by the caller; the other
 * partitions go on.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ColumnsModule, FluvioConnection, PartitionStatus } from '../../fluvio/client/index.js';
import { FluvioError, leaderAway } from '../../fluvio/client/index.js';
import type { Processor } from '../processor.js';
import type { GapReason } from '../store/gaps.js';
import { type PartitionPosition, partitionName } from '../store/partitions.js';
import { HighWatermarkGate } from './high-watermark.js';
import { breakOf, explain, findBreak, gapTo, goingOn, type LogBreak, whatToDo } from './log-break.js';
import { ResumeCheck } from './resume-check.js';

/** Why a partition was not read to the end. */
export interface Stopped {
  /** As the cluster calls it. */
  readonly topic: string;
  readonly partition: number;
  readonly reason: GapReason | 'failed';
  /** A sentence with what to do next. */
  readonly message: string;
}

export interface PartitionRun {
  readonly connection: FluvioConnection;
  readonly processor: Processor;
  readonly position: PartitionPosition;
  /** The partition as it was when the run began. */
  readonly status: PartitionStatus;
  readonly columns: ColumnsModule;
  /** Whether Fluvio is to make the columns now; asked before each batch. */
  readonly pushDown: () => boolean;
  readonly onGap: 'stop' | 'skip';
  /** Between two readings of a status that is hard to believe, ms: a cluster's is up to half a second old. */
  readonly betweenReadings: number;
  readonly signal: AbortSignal;
  /** Called after each batch; a promise is waited for, which holds the partition back. */
  readonly onBatch: () => Promise<void> | void;
  /** Told, in a sentence, where counting went on elsewhere. */
  readonly onSkipped: (message: string) => void;
  /** Ends the run when it returns true; asked after each batch. */
  readonly isDone: () => boolean;
}

/** What a pass over the log ended with: `again` when it has to be read anew from where the processor stands. */
type Outcome = 'done' | 'again' | 'other-log' | LogBreak;

/** Reads until done or aborted (undefined), or until something stops the partition. */
export async function readPartition(run: PartitionRun): Promise<Stopped | undefined> {
  const { position, processor, signal } = run;
  try {
    for (let status = run.status; !signal.aborted; ) {
      const outcome = await onePass(run, status);
      if (outcome === 'done') break;
      // What is only in memory is compared with nothing: it has to have a last batch of its own.
      processor.commit();
      status = await presentStatus(run);
      const found =
        outcome === 'other-log' ? await foundBreak(run, status) : outcome === 'again' ? undefined : outcome;
      // The cluster's word may be old: asked at once it would say the same.
      if (found === undefined) await pause(run);
      if (found === undefined || signal.aborted) continue;
      const log = logOf(run);
      if (run.onGap === 'stop') return standingStill(log, found);
      run.onSkipped(`${explain(log, found)} With --on-gap skip: ${goingOn(log, found)}.`);
      processor.skip(position, found.to, found.reason);
      // What was seen of the log before it may reach further.
      processor.observe(position, Math.max(status.highWatermark, found.to));
    }
    return undefined;
  } catch (error) {
    if (signal.aborted) return undefined;
    return failed(logOf(run), error);
  }
}

async function onePass(run: PartitionRun, status: PartitionStatus): Promise<Outcome> {
  try {
    return (await isShortened(run, status)) ? 'other-log' : await follow(run, status);
  } catch (error) {
    if (run.signal.aborted) return 'done';
    const code = error instanceof FluvioError ? error.code : undefined;
    if (code === 'OFFSET_PAST_END' || code === 'LOG_CHANGED') return 'other-log';
    const found = breakOf(error);
    if (found === undefined) throw error;
    // The batch to compare with may be gone without what comes next: nothing is missing then.
    return found.to > run.position.nextOffset ? found : 'again';
  }
}

/**
 * Whether the log ends before what was folded. A cluster's status is up to half a second old, and while a leader is away
 * far older, so it is believed when it says so a second later still, and of a leader that is there.
 */
async function isShortened(run: PartitionRun, status: PartitionStatus): Promise<boolean> {
  const { position, signal } = run;
  let known: PartitionStatus | undefined = status;
  const waitUntil = Date.now() + LONGEST_ABSENCE;
  for (let short = 0; known === undefined || known.logEnd < position.nextOffset; ) {
    const isAway = known?.isOnline === false;
    if (isAway && Date.now() > waitUntil) throw leaderAway(logOf(run));
    short = isAway ? 0 : short + 1;
    if (short === READINGS || signal.aborted) return !signal.aborted;
    await pause(run);
    known = await statusNow(run);
  }
  return false;
}

const READINGS = 3;
const LONGEST_ABSENCE = 60_000;

async function follow(run: PartitionRun, status: PartitionStatus): Promise<Outcome> {
  const { connection, position, processor, columns, pushDown, signal } = run;
  const resume = ResumeCheck.of(position, status.logStart);
  // Even where there is nothing more to read, the log must be the one that was folded.
  if (resume === undefined && run.isDone()) return 'done';
  const gate = new HighWatermarkGate(connection, status, signal);
  const from = resume?.from ?? position.nextOffset;
  const { topic, partition } = position;
  for await (const batch of connection.readColumns(topic, partition, { from, signal, columns, pushDown })) {
    if (resume !== undefined && !resume.feed(batch)) return 'other-log';
    if (batch.baseOffset > position.nextOffset) return gapTo(batch.baseOffset, 'hole');
    const end = batch.baseOffset + batch.count;
    do {
      const part = await gate.covered(batch, position.nextOffset);
      if (part === undefined) return signal.aborted ? 'done' : 'again';
      processor.take(position, part);
      await run.onBatch();
      if (signal.aborted || (run.isDone() && resume?.isComplete !== false)) return 'done';
    } while (position.nextOffset < end);
  }
  return 'done';
}

/** Looks more than once: a log that changes while it is looked at may seem to be what it is not. */
async function foundBreak(run: PartitionRun, status: PartitionStatus): Promise<LogBreak | undefined> {
  const { connection, position, signal } = run;
  const found = await findBreak(connection, position, status, signal);
  if (found?.reason !== 'log-changed') return found;
  await pause(run);
  return findBreak(connection, position, await presentStatus(run), signal);
}

/** @throws FluvioError TOPIC_NOT_FOUND when the cluster does not list the partition */
async function presentStatus(run: PartitionRun): Promise<PartitionStatus> {
  for (let reading = 1; ; reading++) {
    const status = await statusNow(run);
    if (status !== undefined) return status;
    if (reading === READINGS || run.signal.aborted) break;
    await pause(run);
  }
  throw new FluvioError('TOPIC_NOT_FOUND', `There is no topic ${logOf(run).topic} any more.`);
}

async function statusNow({ connection, position }: PartitionRun): Promise<PartitionStatus | undefined> {
  const statuses = await connection.partitions(position.topic);
  return statuses.find(({ partition }) => partition === position.partition);
}

function pause({ betweenReadings, signal }: PartitionRun): Promise<unknown> {
  return sleep(betweenReadings, undefined, { signal }).catch(() => undefined);
}

/** The position, for messages about the log: under the name that the cluster has for its topic. */
function logOf({ connection, position }: PartitionRun): PartitionPosition {
  return { ...position, topic: connection.nameAtCluster(position.topic) };
}

function standingStill(position: PartitionPosition, found: LogBreak): Stopped {
  const { topic, partition } = position;
  const message = `${explain(position, found)} ${whatToDo(position, found)}`;
  return { topic, partition, reason: found.reason, message };
}

function failed(position: PartitionPosition, error: unknown): Stopped {
  if (!(error instanceof FluvioError)) throw error;
  const { topic, partition, nextOffset } = position;
  const message = `${partitionName(position)} at offset ${nextOffset}: ${error.message}`;
  return { topic, partition, reason: 'failed', message };
}
