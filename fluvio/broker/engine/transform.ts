import { BATCH_HEADER_BYTES, recordsSection, splitBatches } from '../../protocol/batch.js';
import { attributesAt, batchAt, firstTimestampAt } from '../../protocol/stored-batch.js';
import { EngineError, type RecordFailure, type Transformed } from './messages.js';
import type { ModuleInput, ModuleInstance, ModuleOutput } from './module-instance.js';
import { OutputBatch } from './output-batch.js';

/** What a packing module adds to what it is given, and the output that turns out not to fit. */
const ROOM_BYTES = 256 * 1024;

/**
 * Runs stored batches through a chain of SmartModules and makes one response batch of all output.
 *
 * As a real SPU does it (`fluvio-spu/src/smartengine/batch.rs`), so that what works here works there:
 * - the chain is called once per stored batch; the response takes the base offset of the first batch with output;
 * - records of later batches get the (negative) difference of the bases *added* to their offset delta;
 * - the batch whose output no longer fits in `maxBytes` is dropped and will be run again by the next fetch;
 * - when it was the first one with output, nothing is sent, and the caller skips what it had read.
 */
export function transformBatches(
  chain: readonly ModuleInstance[],
  batches: Buffer,
  maxBytes: number,
): Transformed {
  const output = new OutputBatch(Math.min(maxBytes, batches.length) + ROOM_BYTES);
  let total = 0;
  let next = -1;
  let failure: RecordFailure | null = null;
  let tooLarge = false;
  let at = 0;
  while (at < batches.length) {
    const batch = batchAt(batches, at);
    if (batch === undefined) throw new EngineError('call', 'the log holds something that is no batch');
    const { baseOffset, nextOffset, size } = batch;
    if (next === -1) next = baseOffset;
    const input = {
      baseOffset,
      baseTimestamp: firstTimestampAt(batches, at),
      records: recordsAt(batches, at, size),
    };
    const returned = runChain(chain, input);
    failure = returned.failure;
    if (returned.count > 0) {
      const bytes = output.add(returned.records, returned.count, baseOffset, maxBytes - total);
      if (total + bytes > maxBytes) {
        tooLarge = output.count === 0;
        break;
      }
      total += bytes;
    }
    next = nextOffset;
    at += size;
    if (failure !== null) break;
  }
  const batch = output.count === 0 ? null : output.finish(next);
  return { batch, nextOffset: next, consumedBytes: at, failure, tooLarge };
}

/** The records section of the batch at `at`, inflated. */
function recordsAt(batches: Buffer, at: number, size: number): Buffer {
  if (attributesAt(batches, at) === 0) return batches.subarray(at + BATCH_HEADER_BYTES, at + size);
  try {
    const [batch] = splitBatches(batches.subarray(at, at + size));
    return recordsSection(batch!);
  } catch (error) {
    throw new EngineError('call', (error as Error).message, { cause: error });
  }
}

/** A chain has at least one module. A failure in the middle of it ends it; what that module had returned until then is the result. */
function runChain(chain: readonly ModuleInstance[], input: ModuleInput): ModuleOutput {
  let output: ModuleOutput = { records: input.records, count: 0, failure: null };
  for (const module of chain) {
    output = module.process({ ...input, records: output.records });
    if (output.failure !== null) break;
  }
  return output;
}
