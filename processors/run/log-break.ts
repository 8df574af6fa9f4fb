/** Where counting cannot simply go on: found out, and told in a sentence with what to do. */
import type { FluvioConnection, PartitionStatus } from '../../fluvio/client/index.js';
import { FluvioError } from '../../fluvio/client/index.js';
import type { GapReason } from '../store/gaps.js';
import { type PartitionPosition, partitionName } from '../store/partitions.js';
import { firstLikeness, lastLikeness } from './same-log.js';

export interface LogBreak {
  readonly reason: GapReason;
  /** Where `--on-gap skip` goes on. */
  readonly to: number;
  /** The log, as far as it is known; it has not even as many records as were counted when it ends before `nextOffset`. */
  readonly logEnd: number;
}

/** The records between the next offset and `to` are gone, and the log is the same as far as anyone can tell. */
export function gapTo(to: number, reason: 'evicted' | 'hole'): LogBreak {
  return { reason, to, logEnd: Number.POSITIVE_INFINITY };
}

/**
 * Looks at a log that seems to be another one. Undefined when it is the one that was counted after all.
 *
 * Rules: of a log made anew everything is new, so counting goes on at its start. Of one that lost its tail, what is left
 * was counted, so counting goes on at its end; where it has grown past that already, at the last batch that was counted,
 * which is the first place known to hold other records. Where the two cannot be told apart the latter holds: it counts
 * nothing twice that an unchanged log still has.
 */
export async function findBreak(
  connection: FluvioConnection,
  position: PartitionPosition,
  status: PartitionStatus,
  signal: AbortSignal,
): Promise<LogBreak | undefined> {
  const { nextOffset, lastBatch } = position;
  const { logStart, logEnd } = status;
  if (logStart > nextOffset) return gapTo(logStart, 'evicted');
  const last = await lastLikeness(connection, position, status, signal);
  if (logEnd >= nextOffset && last === 'same') return undefined;
  const first = await firstLikeness(connection, position, status, signal);
  if (first === 'other') return { reason: 'made-anew', to: logStart, logEnd };
  if (logEnd >= nextOffset && last === 'unknown') return undefined;
  const to = logEnd < nextOffset ? logEnd : Math.max(logStart, lastBatch?.base ?? nextOffset);
  return { reason: first === 'same' ? 'lost-tail' : 'log-changed', to, logEnd };
}

/** The break that an error of the door to Fluvio stands for, when the error itself says where the log goes on. */
export function breakOf(error: unknown): LogBreak | undefined {
  if (!(error instanceof FluvioError) || error.to === undefined) return undefined;
  if (error.code === 'OFFSET_EVICTED') return gapTo(error.to, 'evicted');
  return error.code === 'GAP' ? gapTo(error.to, 'hole') : undefined;
}

/** What has happened, as a sentence that goes on with what can be done, or with what has been done. */
export function explain(position: PartitionPosition, found: LogBreak): string {
  return `${partitionName(position)}: ${WHAT_HAPPENED[found.reason](position, found)}`;
}

export function whatToDo(position: PartitionPosition, found: LogBreak): string {
  const rebuild = '`game-flow rebuild` to count the topics as they are now';
  return `This partition stands still. Run again with --on-gap skip to ${goingOn(position, found)}, or ${rebuild}.`;
}

/** After "to": where counting goes on, and what that means. */
export function goingOn({ nextOffset }: PartitionPosition, { reason, to, logEnd }: LogBreak): string {
  if (reason === 'evicted' || reason === 'hole') return `go on at offset ${to} without them`;
  if (reason === 'made-anew') {
    return `go on at its start, offset ${to}: everything in it counts as new, except events whose event_id was counted before`;
  }
  return logEnd < nextOffset
    ? `go on at its end, offset ${to}: what was counted stays counted, and events that are sent again count twice unless they have an event_id`
    : `go on at offset ${to}: records that came after the loss and lie before it are not counted, and records from there on that were counted before count twice unless they have an event_id; where the loss begins cannot be known`;
}

const WHAT_HAPPENED: {
  readonly [R in GapReason]: (position: PartitionPosition, found: LogBreak) => string;
} = {
  evicted: ({ nextOffset }, { to }) =>
    `the records from offset ${nextOffset} to ${to - 1} are gone from the log (retention, or the topic was made anew and has had records removed since).`,
  hole: ({ nextOffset }, { to }) =>
    `the records from offset ${nextOffset} to ${to - 1} are gone from the log, which goes on after them.`,
  'made-anew': (position, found) =>
    `${evidence(position, found)}, and it does not begin with the records that were counted first: the topic was made anew.`,
  'lost-tail': (position, found) =>
    `${evidence(position, found)}, though it begins with the records that were counted first: the cluster lost its tail.`,
  'log-changed': (position, found) =>
    `${evidence(position, found)}: the topic was made anew, or the cluster lost its tail, and nothing is left in it that would tell which.`,
};

function evidence({ nextOffset, lastBatch }: PartitionPosition, { logEnd }: LogBreak): string {
  if (logEnd < nextOffset) return `offset ${nextOffset} is past the end of the log, ${logEnd}`;
  if (lastBatch === undefined) return 'the log is not the one that was counted';
  const { base, count } = lastBatch;
  return `the records at offsets ${base} to ${base + count - 1} are not the ones counted before`;
}
