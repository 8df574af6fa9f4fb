/**
 * Where logs really begin. A cluster lists a partition's start as its SPU last reported it, and an SPU reports when
 * something is written, not when retention removes a segment (ran: ten minutes after 1,742 records were gone from an idle
 * topic it was still listed from 0). The native client counts from the real start, so every offset asked for would be
 * another one. Hence the log itself is asked, and what it said corrects the list.
 */
import { openEnvelope } from './envelope.js';
import { FluvioError } from './errors.js';
import type { NativeProcess, StreamRequest } from './native-process.js';
import { knownStatus, type PartitionReader, STATUS_AGE_MS } from './partition-reader.js';
import type { QueuedRecord } from './record-queue.js';
import type { PartitionStatus } from './types.js';

const MiB = 1024 * 1024;
/** Room for the answers to 25,000 records: an SPU fills it before it sends the first, which is all that is wanted. */
const ASK_MAX_BYTES = MiB / 2;
/** More than any stored batch, and read only where the log seems to begin later than it is listed. */
const CONFIRM_MAX_BYTES = 64 * MiB;

/** What logs said of their start; holds for one native client, since a topic made anew ends its streams. */
export class LogStarts {
  readonly #seen = new Map<string, number>();
  readonly #answeredAt = new Map<string, number>();

  note(topic: string, partition: number, start: number): void {
    this.#seen.set(`${topic}/${partition}`, start);
  }

  /** Notes that a log has answered now. */
  answered(topic: string, partition: number): void {
    this.#answeredAt.set(`${topic}/${partition}`, performance.now());
  }

  /** Whether a log has answered so lately that its status may be as old. */
  isFresh(topic: string, partition: number): boolean {
    const at = this.#answeredAt.get(`${topic}/${partition}`);
    return at !== undefined && performance.now() - at < STATUS_AGE_MS;
  }

  clear(): void {
    this.#seen.clear();
    this.#answeredAt.clear();
  }

  correct(listed: readonly PartitionStatus[]): PartitionStatus[] {
    return listed.map((status) => {
      const seen = this.#seen.get(`${status.topic}/${status.partition}`);
      const isLater = seen !== undefined && seen > status.logStart && seen <= status.logEnd;
      return isLater ? { ...status, logStart: seen } : status;
    });
  }
}

/** Asks the log where it begins, and keeps the answer for `knownStatus`. Returns the start as it is known then. */
export async function measuredStart(reader: PartitionReader, native: NativeProcess): Promise<number> {
  const { topic, partition, connection } = reader;
  const { logStart, logEnd, isOnline } = await knownStatus(reader);
  if (!isOnline || logStart === logEnd || connection.logStarts.isFresh(topic, partition)) return logStart;
  const ask = { module: 'boundary', maxBytes: ASK_MAX_BYTES, credit: 1 } as const;
  const found = await firstAnswer(reader, native, 0, ask);
  if (found === undefined) return logStart;
  // A first batch too large for an answer is passed over in silence, and the next one answers in its place.
  if (Number(found.readBigInt64LE(4)) > logStart) {
    const how = { module: 'envelope', maxBytes: CONFIRM_MAX_BYTES, credit: 1 } as const;
    const value = await firstAnswer(reader, native, 0, how);
    const first = value && openEnvelope(topic, partition, value.subarray(4));
    if (first) connection.logStarts.note(topic, partition, first.baseOffset);
  }
  connection.logStarts.answered(topic, partition);
  return (await knownStatus(reader, Number.POSITIVE_INFINITY)).logStart;
}

/** The first record of a stream of its own; undefined when none comes for twice as long as patience allows, or ever. */
export async function firstAnswer(
  { topic, partition, signal, connection }: PartitionReader,
  native: NativeProcess,
  index: number,
  how: Pick<StreamRequest, 'module' | 'maxBytes' | 'credit'>,
): Promise<QueuedRecord | undefined> {
  const queue = await native.stream({ topic, partition, index, ...how });
  try {
    await queue.wait(2 * connection.patience.stallMs, signal);
    return queue.take();
  } catch (error) {
    if (error instanceof FluvioError && error.code === 'SMARTMODULE_FAILED') return undefined;
    throw error;
  } finally {
    queue.drop();
  }
}
