/**
 * A stored batch of records, as produced, logged and fetched (Fluvio: `fluvio-protocol/src/record/batch.rs`).
 *
 *     base_offset             i64   set by the SPU when it appends
 *     batch_length            i32   bytes that follow this field
 *     partition_leader_epoch  i32
 *     magic                   i8    2
 *     crc                     u32   CRC-32C of everything below; written by producers, checked by nobody
 *     attributes              i16   bits 0–2 compression, bit 4 a schema id follows
 *     last_offset_delta       i32   record count − 1
 *     first_timestamp         i64   ms since 1970, −1 none
 *     max_timestamp           i64
 *     producer_id             i64   always −1
 *     producer_epoch          i16   always −1
 *     first_sequence          i32   always −1
 *     [schema_id              u32]
 *     records                       `records.ts`, compressed as the attributes say
 */
import { type CompressionCodec, codecOfNumber, inflate, numberOfCodec } from './compression.js';
import { crc32c } from './crc32c.js';
import { DecodeError } from './decode-error.js';
import { Reader } from './reader.js';
import { countRecords, decodeRecords, encodeRecords, type NewRecord, type StoredRecord } from './records.js';
import { Writer } from './writer.js';

/** Bytes of a batch before its records, without a schema id. */
export const BATCH_HEADER_BYTES = 57;
const LENGTH_END = 12;
const EPOCH_AT = 12;
const CRC_AT = 17;
const ATTRIBUTES_AT = 21;
const COMPRESSION_MASK = 0x07;
const SCHEMA_PRESENT = 0x10;
const SCHEMA_BYTES = 4;

/** Stands for "no timestamp" in a batch header. */
export const NO_TIMESTAMP = -1;

/** Largest inflated batch by default: far above any batch a producer may send, far below what would hurt. */
export const MAX_INFLATED_BYTES = 256 * 1024 * 1024;

export interface BatchHeader {
  readonly baseOffset: number;
  /** Bytes after the length field: the whole batch takes 12 more. */
  readonly batchLength: number;
  readonly partitionLeaderEpoch: number;
  readonly magic: number;
  readonly crc: number;
  readonly attributes: number;
  readonly lastOffsetDelta: number;
  readonly firstTimestamp: number;
  readonly maxTimestamp: number;
  readonly producerId: number;
  readonly producerEpoch: number;
  readonly firstSequence: number;
}

/** One batch as it came: its header, and all of its bytes, header included. */
export interface RawBatch {
  readonly header: BatchHeader;
  readonly bytes: Buffer;
}

/** Reads the header of the batch that starts at `at`; the batch itself may be cut short behind its header. */
export function decodeBatchHeader(bytes: Uint8Array, at = 0): BatchHeader {
  const reader = new Reader(bytes, at);
  const header = {
    baseOffset: reader.i64(),
    batchLength: reader.i32(),
    partitionLeaderEpoch: reader.i32(),
    magic: reader.i8(),
    crc: reader.u32(),
    attributes: reader.i16(),
    lastOffsetDelta: reader.i32(),
    firstTimestamp: reader.timestamp(),
    maxTimestamp: reader.timestamp(),
    producerId: reader.i64(),
    producerEpoch: reader.i16(),
    firstSequence: reader.i32(),
  };
  const least = BATCH_HEADER_BYTES - LENGTH_END + schemaBytes(header);
  if (header.batchLength < least) {
    throw new DecodeError('invalid', `a batch length of ${header.batchLength}`, at + 8);
  }
  return header;
}

/** Bytes the whole batch takes. */
export function batchBytes(header: BatchHeader): number {
  return header.batchLength + LENGTH_END;
}

/**
 * Offsets the batch covers, by its header. In a stored batch these are its records, without gaps; in a SmartModule's
 * output there may be fewer records (the module dropped some), and their offset deltas say nothing.
 */
export function recordCount(header: BatchHeader): number {
  return Math.max(0, header.lastOffsetDelta + 1);
}

/** Offset after the batch's last record. */
export function nextOffset(header: BatchHeader): number {
  return header.baseOffset + recordCount(header);
}

export function compressionOf(header: BatchHeader): CompressionCodec {
  return codecOfNumber(header.attributes & COMPRESSION_MASK);
}

/** Cuts a record set into its batches without decoding records. Throws when the last batch is cut short. */
export function splitBatches(recordSet: Uint8Array): RawBatch[] {
  const reader = new Reader(recordSet);
  const batches: RawBatch[] = [];
  while (reader.remaining > 0) {
    const header = decodeBatchHeader(recordSet, reader.offset);
    batches.push({ header, bytes: reader.take(batchBytes(header)) });
  }
  return batches;
}

/** Sets, in place, what an SPU sets when it appends; neither field is under the CRC. */
export function assignOffset(batch: Buffer, baseOffset: number, partitionLeaderEpoch: number): void {
  batch.writeBigInt64BE(BigInt(baseOffset), 0);
  batch.writeInt32BE(partitionLeaderEpoch, EPOCH_AT);
}

/** Throws `crc-mismatch` when the batch's bytes are not those its producer wrote. */
export function checkCrc(batch: RawBatch): void {
  const actual = crc32c(batch.bytes, ATTRIBUTES_AT);
  if (actual !== batch.header.crc) {
    throw new DecodeError('crc-mismatch', `CRC ${actual}, the header says ${batch.header.crc}`, CRC_AT);
  }
}

/** The records section of a batch, inflated when it is compressed: what a SmartModule is given. */
export function recordsSection(batch: RawBatch, maxInflated = MAX_INFLATED_BYTES): Buffer {
  const section = batch.bytes.subarray(BATCH_HEADER_BYTES + schemaBytes(batch.header));
  return inflate(compressionOf(batch.header), section, maxInflated);
}

/** All records of a batch, inflated when it is compressed. */
export function decodeBatchRecords(batch: RawBatch, maxInflated = MAX_INFLATED_BYTES): StoredRecord[] {
  return decodeRecords(recordsSection(batch, maxInflated));
}

/** What a new batch's header says; everything left out is as a producer leaves it. */
export interface NewBatch {
  readonly baseOffset?: number;
  readonly partitionLeaderEpoch?: number;
  readonly firstTimestamp?: number;
  readonly maxTimestamp?: number;
  /** How the section given is compressed already; nothing is compressed here. */
  readonly compression?: CompressionCodec;
  readonly schemaId?: number;
  /** Offsets covered, when they are not as many as the section's records; needed when the section is compressed. */
  readonly recordCount?: number;
}

/** A batch of `records`, uncompressed; record `i` gets offset delta `i`. */
export function encodeBatch(records: readonly NewRecord[], batch: NewBatch = {}): Buffer {
  return wrapRecordsSection(encodeRecords(records), batch);
}

/** A batch around a records section that is encoded already. */
export function wrapRecordsSection(section: Uint8Array, batch: NewBatch = {}): Buffer {
  const header = BATCH_HEADER_BYTES + (batch.schemaId === undefined ? 0 : SCHEMA_BYTES);
  const bytes = Buffer.allocUnsafe(header + section.length);
  bytes.set(section, header);
  return writeBatchHeader(bytes, batch);
}

/** Makes a batch of a records section that has room for the header before it: nothing is copied. */
export function writeBatchHeader(bytes: Buffer, batch: NewBatch = {}): Buffer {
  const schema = batch.schemaId === undefined ? 0 : SCHEMA_PRESENT;
  const sectionAt = BATCH_HEADER_BYTES + (schema ? SCHEMA_BYTES : 0);
  const count = batch.recordCount ?? countRecords(bytes.subarray(sectionAt));
  const writer = new Writer(sectionAt);
  writer.i64(batch.baseOffset ?? 0);
  writer.i32(bytes.length - LENGTH_END);
  writer.i32(batch.partitionLeaderEpoch ?? -1);
  writer.i8(2);
  writer.u32(0);
  writer.i16(numberOfCodec(batch.compression ?? 'none') | schema);
  writer.i32(count - 1);
  writer.i64(batch.firstTimestamp ?? NO_TIMESTAMP);
  writer.i64(batch.maxTimestamp ?? NO_TIMESTAMP);
  writer.i64(-1);
  writer.i16(-1);
  writer.i32(-1);
  if (batch.schemaId !== undefined) writer.u32(batch.schemaId);
  bytes.set(writer.finish());
  bytes.writeUInt32BE(crc32c(bytes, ATTRIBUTES_AT), CRC_AT);
  return bytes;
}

function schemaBytes(header: BatchHeader): number {
  return (header.attributes & SCHEMA_PRESENT) === 0 ? 0 : SCHEMA_BYTES;
}
