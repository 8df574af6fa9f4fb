import { openEnvelope } from './envelope.js';
import { FluvioError } from './errors.js';
import type { NativeProcess, StreamRequest } from './native-process.js';
import {
  evicted,
  gap,
  indexOf,
  knownStatus,
  type PartitionReader,
  pause,
  STATUS_AGE_MS,
} from './partition-reader.js';
import { readPlain } from './read-plain.js';
import type { QueuedRecord } from './record-queue.js';
import type { RecordBatch } from './types.js';

const MiB = 1024 * 1024;
/** The answer to "which batch" has about 21 bytes a record of the log. */
const FIND_MAX_BYTES = [2 * MiB, 512 * MiB];
/** How much larger an answer may be when one stored batch is read again. */
const REREAD_MAX_BYTES = [64 * MiB, 512 * MiB];

export interface StoredBatch {
  readonly baseOffset: number;
  readonly count: number;
}

/** The stored batch that holds `offset` or, after a hole in the log, the first one behind it. Undefined: no answer. */
export async function findStoredBatch(
  reader: PartitionReader,
  native: NativeProcess,
  offset: number,
): Promise<StoredBatch | undefined> {
  for (const maxBytes of FIND_MAX_BYTES) {
    const found = await firstRecord(reader, native, offset, { module: 'boundary', maxBytes, credit: 1 });
    if (found) return { baseOffset: Number(found.readBigInt64LE(4)), count: found.readUInt32LE(12) };
    if (reader.signal.aborted) return undefined;
  }
  return undefined;
}

/**
 * Reads the stored batch at `offset` by all means, because a stream has passed it over: packed with room for a far
 * larger batch and, if that gives nothing, plain. `until` is the first offset that the stream did give. Only when the
 * log itself says, twice, that it holds nothing at `offset` is that a GAP (or OFFSET_EVICTED, at the log's start).
 */
export async function* readStoredBatch(
  reader: PartitionReader,
  native: NativeProcess,
  offset: number,
  until: number | undefined,
): AsyncGenerator<RecordBatch, void, undefined> {
  const stored = await storedHere(reader, native, offset);
  if (reader.signal.aborted) return;
  const start = stored?.baseOffset ?? offset;
  for (const maxBytes of REREAD_MAX_BYTES) {
    const value = await firstRecord(reader, native, start, { module: 'envelope', maxBytes, credit: 1 });
    const batch = value && openEnvelope(reader.topic, reader.partition, value.subarray(4));
    if (batch && batch.baseOffset <= offset && batch.baseOffset + batch.count > offset) {
      yield batch;
      return;
    }
    if (reader.signal.aborted) return;
  }
  const end = stored
    ? stored.baseOffset + stored.count
    : (until ?? (await knownStatus(reader)).highWatermark);
  let next = offset;
  for await (const batch of readPlain(reader, native, offset, end)) {
    next = batch.baseOffset + batch.count;
    yield batch;
  }
  if (next < end && !reader.signal.aborted) throw gap(reader, next, end);
}

/** As `findStoredBatch`, but makes sure of a gap: by a log start that is not half a second old any more. */
async function storedHere(reader: PartitionReader, native: NativeProcess, offset: number) {
  for (let attempt = 1; ; attempt++) {
    const stored = await findStoredBatch(reader, native, offset);
    if (stored === undefined || stored.baseOffset <= offset) return stored;
    if (attempt === 2) {
      const { logStart } = await knownStatus(reader);
      throw logStart > offset ? evicted(reader, offset, logStart) : gap(reader, offset, stored.baseOffset);
    }
    await pause(STATUS_AGE_MS, reader.signal);
  }
}

/** The first record of a stream of its own; undefined when none comes for twice as long as patience allows, or ever. */
async function firstRecord(
  reader: PartitionReader,
  native: NativeProcess,
  offset: number,
  how: Pick<StreamRequest, 'module' | 'maxBytes' | 'credit'>,
): Promise<QueuedRecord | undefined> {
  const { topic, partition, signal } = reader;
  const queue = await native.stream({ topic, partition, index: await indexOf(reader, offset), ...how });
  try {
    await queue.wait(2 * reader.connection.patience.stallMs, signal);
    return queue.take();
  } catch (error) {
    if (error instanceof FluvioError && error.code === 'SMARTMODULE_FAILED') return undefined;
    throw error;
  } finally {
    queue.drop();
  }
}
