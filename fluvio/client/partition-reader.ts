import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from './connection.js';
import { FluvioError } from './errors.js';
import type { PartitionStatus } from './types.js';

/** One reader of one partition: what all steps of reading share. */
export interface PartitionReader {
  readonly connection: Connection;
  readonly topic: string;
  readonly partition: number;
  /** Aborts when the caller wants no more or the connection is closed. */
  readonly signal: AbortSignal;
}

/** A cluster's status of a partition is at most this old, also just after its leader came back. */
export const STATUS_AGE_MS = 1_000;

/** The partition's status; a partition made a moment ago is waited for. Throws TOPIC_NOT_FOUND or PARTITION_NOT_FOUND. */
export async function knownStatus(reader: PartitionReader, maxAgeMs = 0): Promise<PartitionStatus> {
  const { connection, topic, partition } = reader;
  for (let reading = 0; ; reading++) {
    const statuses = await connection.statuses(reading === 0 ? maxAgeMs : 0);
    const found = statuses.find((status) => status.topic === topic && status.partition === partition);
    if (found) return found;
    if (reading === 2) break;
    await pause(STATUS_AGE_MS / 2, reader.signal);
  }
  const topics = await connection.topics();
  if (topics.some(({ name }) => name === topic)) {
    throw new FluvioError('PARTITION_NOT_FOUND', `Topic ${topic} has no partition ${partition}.`);
  }
  throw new FluvioError('TOPIC_NOT_FOUND', `There is no topic ${topic}.`);
}

/** How the native client names an offset: it counts from the start of the log, wherever that is by then. */
export async function indexOf(reader: PartitionReader, offset: number): Promise<number> {
  const { logStart } = await knownStatus(reader, 100);
  const index = Math.max(0, offset - logStart);
  if (index > LARGEST_INDEX) throw outOfReach(reader, offset, logStart);
  return index;
}

/** The native client casts an index to 32 bits: a larger one would read from somewhere else. */
const LARGEST_INDEX = 2 ** 31 - 1;

/** Resolves after `ms`, or when the signal aborts. */
export function pause(ms: number, signal: AbortSignal): Promise<unknown> {
  return sleep(ms, undefined, { signal }).catch(() => {});
}

export function evicted(reader: PartitionReader, from: number, to: number): FluvioError {
  const what = `offset ${from} is no longer kept; the log starts at ${to}`;
  return new FluvioError('OFFSET_EVICTED', `${place(reader)}: ${what}.`, { from, to });
}

export function pastEnd(reader: PartitionReader, from: number, to: number): FluvioError {
  const what = `offset ${from} lies beyond the end of the log, ${to}. Was the topic made anew?`;
  return new FluvioError('OFFSET_PAST_END', `${place(reader)}: ${what}`, { from, to });
}

/** To be thrown when a partition's leader has been away for longer than patience allows. */
export function leaderAway(partition: Pick<PartitionReader, 'topic' | 'partition'>): FluvioError {
  const what = `The SPU that leads ${place(partition)} is away and has not come back.`;
  return new FluvioError('CONNECTION_LOST', `${what} \`fluvio cluster spu list\` shows which are there.`);
}

export function gap(reader: PartitionReader, from: number, to: number): FluvioError {
  const what = `the log holds no records from offset ${from} to ${to - 1}`;
  return new FluvioError('GAP', `${place(reader)}: ${what}.`, { from, to });
}

function outOfReach(reader: PartitionReader, offset: number, logStart: number): FluvioError {
  const what = `offset ${offset} lies more than 2^31 records behind the log's start, ${logStart}, and the Node client cannot ask for it`;
  const next = "Shorten the topic's retention, or read it with the fluvio command.";
  return new FluvioError('OFFSET_OUT_OF_REACH', `${place(reader)}: ${what}. ${next}`, { from: offset });
}

function place(reader: Pick<PartitionReader, 'topic' | 'partition'>): string {
  return `${reader.topic}/${reader.partition}`;
}
