import type { Connection } from './connection.js';
import { FluvioError } from './errors.js';
import { measuredStart } from './log-starts.js';
import type { NativeProcess } from './native-process.js';
import { evicted, gap, knownStatus, type PartitionReader, pause } from './partition-reader.js';
import { readPlain } from './read-plain.js';
import type { PlainReadOptions, RecordBatch } from './types.js';

const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 2_000;

/** See FluvioConnection.readPlain: passes over native clients, and again from where the last one got after a loss. */
export async function* readPlainRange(
  connection: Connection,
  topic: string,
  partition: number,
  { from, to, signal: wanted }: PlainReadOptions,
): AsyncGenerator<RecordBatch, void, undefined> {
  const signal = AbortSignal.any([connection.closed, ...(wanted ? [wanted] : [])]);
  const reader: PartitionReader = { connection, topic, partition, signal };
  let next = from;
  let retries = 0;
  let troubleSince = 0;
  while (next < to && !signal.aborted) {
    const native = await connection.native();
    try {
      for await (const batch of onePass(reader, native, next, to)) {
        retries = 0;
        next = batch.baseOffset + batch.count;
        yield batch;
      }
      if (next < to && !signal.aborted) throw gap(reader, next, to);
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof FluvioError) || error.code !== 'CONNECTION_LOST') throw error;
      if (retries++ === 0) troubleSince = Date.now();
      if (Date.now() - troubleSince > connection.patience.giveUpAfterMs) throw error;
      if (retries > 1) await pause(Math.min(FIRST_RETRY_MS * 2 ** retries, LONGEST_RETRY_MS), signal);
      if (!signal.aborted) await connection.renew(native, error);
    }
  }
}

/**
 * The native client counts from the log's start, wherever that is when it opens the stream. So a start that moved
 * meanwhile makes the first batch worthless, and it is asked for again.
 */
async function* onePass(reader: PartitionReader, native: NativeProcess, from: number, to: number) {
  while (!reader.signal.aborted) {
    const before = await measuredStart(reader, native);
    if (before > from) throw evicted(reader, from, before);
    const batches = readPlain(reader, native, from, to);
    try {
      const first = await batches.next();
      if ((await knownStatus(reader)).logStart !== before) continue;
      if (first.done === true) return;
      yield first.value;
      yield* batches;
      return;
    } finally {
      await batches.return();
    }
  }
}
