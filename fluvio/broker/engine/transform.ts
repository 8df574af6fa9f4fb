import {
  decodeBatchHeader,
  nextOffset,
  recordsSection,
  splitBatches,
  wrapRecordsSection,
} from '../../protocol/batch.js';
import { Reader } from '../../protocol/reader.js';
import { Writer } from '../../protocol/writer.js';
import { EngineError, type RecordFailure, type Transformed } from './messages.js';
import type { ModuleInput, ModuleInstance, ModuleOutput } from './module-instance.js';

const COUNT_BYTES = 4;

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
  const gathered = new Writer(Math.min(maxBytes, batches.length) + COUNT_BYTES);
  gathered.i32(0);
  let count = 0;
  let total = 0;
  let base = -1;
  let next = batches.length > 0 ? decodeBatchHeader(batches).baseOffset : -1;
  let failure: RecordFailure | null = null;
  let tooLarge = false;
  let consumedBytes = 0;
  for (const batch of splitBatches(batches)) {
    const { baseOffset, firstTimestamp } = batch.header;
    const input = { baseOffset, baseTimestamp: firstTimestamp, records: inflated(batch) };
    const output = runChain(chain, input);
    const added = new Reader(output.records).i32();
    if (added > 0) {
      if (base === -1) base = baseOffset;
      const records = rebase(output.records, base - baseOffset);
      if (total + records.length > maxBytes) {
        tooLarge = count === 0;
        failure = output.failure;
        break;
      }
      total += records.length;
      count += added;
      gathered.raw(records.subarray(COUNT_BYTES));
    }
    next = nextOffset(batch.header);
    consumedBytes += batch.bytes.length;
    failure = output.failure;
    if (failure !== null) break;
  }
  const batch = count === 0 ? null : responseBatch(gathered.finish(), base, count, next);
  return { batch, nextOffset: next, consumedBytes, failure, tooLarge };
}

function inflated(batch: Parameters<typeof recordsSection>[0]): Buffer {
  try {
    return recordsSection(batch);
  } catch (error) {
    throw new EngineError('call', (error as Error).message, { cause: error });
  }
}

/** A failure in the middle of the chain ends it; what that module had returned until then is the result. */
function runChain(chain: readonly ModuleInstance[], input: ModuleInput): ModuleOutput {
  let output: ModuleOutput = { records: Buffer.from(input.records), failure: null };
  for (const module of chain) {
    output = module.process({ ...input, records: output.records });
    if (output.failure !== null) break;
  }
  return output;
}

/** The records section with `difference` added to every offset delta. */
function rebase(section: Buffer, difference: number): Buffer {
  if (difference === 0) return section;
  const reader = new Reader(section);
  const writer = new Writer(section.length + 64);
  const count = reader.i32();
  writer.i32(count);
  for (let i = 0; i < count; i++) {
    const record = reader.nested(reader.varint());
    const moved = new Writer(32);
    moved.i8(record.i8());
    moved.varint(record.varint());
    moved.varint(record.varint() + difference);
    const head = moved.finish();
    writer.varint(head.length + record.remaining);
    writer.raw(head);
    writer.raw(record.take(record.remaining));
  }
  return writer.finish();
}

/** The last offset delta spans the stored batches, so that the client's next fetch starts behind them. */
function responseBatch(section: Buffer, base: number, count: number, next: number): Buffer {
  section.writeInt32BE(count, 0);
  return wrapRecordsSection(section, { baseOffset: base, recordCount: next - base });
}
