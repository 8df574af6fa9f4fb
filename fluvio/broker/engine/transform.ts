import {
  BATCH_HEADER_BYTES,
  decodeBatchHeader,
  nextOffset,
  recordsSection,
  splitBatches,
  writeBatchHeader,
} from '../../protocol/batch.js';
import { Reader } from '../../protocol/reader.js';
import { Writer } from '../../protocol/writer.js';
import { EngineError, type RecordFailure, type Transformed } from './messages.js';
import type { ModuleInput, ModuleInstance, ModuleOutput } from './module-instance.js';

const COUNT_BYTES = 4;
/** For what is known last: the header of the response batch, and the count of its records. */
const ROOM = Buffer.alloc(BATCH_HEADER_BYTES + COUNT_BYTES);

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
  const gathered = new Writer(BATCH_HEADER_BYTES + COUNT_BYTES + Math.min(maxBytes, batches.length));
  gathered.raw(ROOM);
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
      const records = rebased(output.records, base - baseOffset);
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
  let output: ModuleOutput = { records: input.records, failure: null };
  for (const module of chain) {
    output = module.process({ ...input, records: output.records });
    if (output.failure !== null) break;
  }
  return output;
}

/** The records section with `difference` added to every offset delta. */
function rebased(section: Uint8Array, difference: number): Uint8Array {
  if (difference === 0) return section;
  const reader = new Reader(section);
  const writer = new Writer(section.length + 64);
  const count = reader.i32();
  writer.i32(count);
  for (let i = 0; i < count; i++) {
    const end = reader.varint() + reader.offset;
    const attributes = reader.i8();
    const timestampDelta = reader.varint();
    const offsetDelta = reader.varint();
    const moved = offsetDelta + difference;
    const rest = reader.take(end - reader.offset);
    writer.varint(1 + varintBytes(timestampDelta) + varintBytes(moved) + rest.length);
    writer.i8(attributes);
    writer.varint(timestampDelta);
    writer.varint(moved);
    writer.raw(rest);
  }
  return writer.finish();
}

function varintBytes(value: number): number {
  let zigzag = value < 0 ? -value * 2 - 1 : value * 2;
  let bytes = 1;
  for (; zigzag > 0x7f; zigzag = Math.floor(zigzag / 128)) bytes++;
  return bytes;
}

/** The last offset delta spans the stored batches, so that the client's next fetch starts behind them. */
function responseBatch(bytes: Buffer, base: number, count: number, next: number): Buffer {
  bytes.writeInt32BE(count, BATCH_HEADER_BYTES);
  return writeBatchHeader(bytes, { baseOffset: base, recordCount: next - base });
}
