import { openEnvelope } from './envelope.js';
import { firstAnswer, measuredStart } from './log-starts.js';
import type { NativeProcess } from './native-process.js';
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

/**
 * The stored batch that holds `offset` or, after a hole in the log, the first one behind it. Undefined: no answer. Throws
 * OFFSET_EVICTED where the log itself begins later.
 */
export async function findStoredBatch(
  reader: PartitionReader,
  native: NativeProcess,
  offset: number,
): Promise<StoredBatch | undefined> {
  const start = await measuredStart(reader, native);
  if (start > offset) throw evicted(reader, offset, start);
  for (const maxBytes of FIND_MAX_BYTES) {
    const how = { module: 'boundary', maxBytes, credit: 1 } as const;
    const found = await firstAnswer(reader, native, await indexOf(reader, offset), how);
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
    const how = { module: 'envelope', maxBytes, credit: 1 } as const;
    const value = await firstAnswer(reader, native, await indexOf(reader, start), how);
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
