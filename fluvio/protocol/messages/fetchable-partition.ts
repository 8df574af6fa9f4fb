/**
 * What a fetched partition's answer holds, in Fetch and StreamFetch (Fluvio: `fluvio-spu-schema/src/fetch/response.rs`).
 *
 *     partition_index u32 · error_code · high_watermark i64 · next_filter_offset i64 from 11 · log_start_offset i64
 *     · aborted option(vec(producer_id i64 · first_offset i64)) · records bytes
 */
import { decodeErrorCode, type ErrorCode, encodeErrorCode } from '../error-codes.js';
import type { Reader } from '../reader.js';
import type { Writer } from '../writer.js';

/** All of it but the records. */
export interface FetchablePartitionHead {
  readonly partitionIndex: number;
  readonly errorCode: ErrorCode;
  readonly highWatermark: number;
  /** Where to fetch next when a SmartModule has dropped records; -1 or 0 for none. */
  readonly nextFilterOffset: number;
  readonly logStartOffset: number;
  readonly aborted: readonly AbortedTransaction[] | null;
}

export interface FetchablePartitionResponse extends FetchablePartitionHead {
  /** A run of batches (`batch.ts`), as stored. */
  readonly records: Buffer;
}

/** Never sent by Fluvio, which has no transactions. */
export interface AbortedTransaction {
  readonly producerId: number;
  readonly firstOffset: number;
}

/** Everything up to the records themselves, of which `recordsLength` bytes must follow. */
export function encodeFetchablePartitionHead(
  writer: Writer,
  head: FetchablePartitionHead,
  recordsLength: number,
  version: number,
): void {
  writer.u32(head.partitionIndex);
  encodeErrorCode(writer, head.errorCode, version);
  writer.i64(head.highWatermark);
  if (version >= 11) writer.i64(head.nextFilterOffset);
  writer.i64(head.logStartOffset);
  writer.option(head.aborted, encodeAbortedList, version);
  writer.i32(recordsLength);
}

export function encodeFetchablePartition(
  writer: Writer,
  partition: FetchablePartitionResponse,
  version: number,
): void {
  encodeFetchablePartitionHead(writer, partition, partition.records.length, version);
  writer.raw(partition.records);
}

export function decodeFetchablePartition(reader: Reader, version: number): FetchablePartitionResponse {
  return {
    partitionIndex: reader.u32(),
    errorCode: decodeErrorCode(reader, version),
    highWatermark: reader.i64(),
    nextFilterOffset: version >= 11 ? reader.i64() : -1,
    logStartOffset: reader.i64(),
    aborted: reader.option(decodeAbortedList, version),
    records: reader.bytes(),
  };
}

function encodeAbortedList(writer: Writer, list: readonly AbortedTransaction[], version: number): void {
  writer.vec(
    list,
    (to, aborted) => {
      to.i64(aborted.producerId);
      to.i64(aborted.firstOffset);
    },
    version,
  );
}

function decodeAbortedList(reader: Reader, version: number): AbortedTransaction[] {
  return reader.vec((from) => ({ producerId: from.i64(), firstOffset: from.i64() }), version);
}
