import { BATCH_HEADER_BYTES } from './batch.js';
import { crc32c } from './crc32c.js';

/**
 * Batches as the log sees them. It keeps them exactly as producers sent them, compressed ones compressed, and touches
 * nothing but the base offset, which the CRC does not cover; so it looks at single fields by their position and never
 * decodes a batch. The layout stands in `protocol/batch.ts`.
 */
const LENGTH_AT = 8;
const PREFIX_BYTES = 12;
const MAGIC_AT = 16;
const CRC_AT = 17;
const ATTRIBUTES_AT = 21;
const LAST_OFFSET_DELTA_AT = 23;
const FIRST_TIMESTAMP_AT = 27;

/** Least length field of a batch: the header behind the length, and no record. */
const LEAST_LENGTH = BATCH_HEADER_BYTES - PREFIX_BYTES;
/** The only batch format Fluvio writes. */
const MAGIC = 2;

/** One batch, located in a buffer. */
export interface BatchView {
  readonly baseOffset: number;
  /** Offset after the batch's last record. */
  readonly nextOffset: number;
  /** Position in the buffer, and bytes up to the next batch. */
  readonly at: number;
  readonly size: number;
}

/** Bytes of the whole batch at `at`, or undefined when the length field is not there yet or impossible. */
export function batchSizeAt(bytes: Buffer, at: number): number | undefined {
  if (bytes.length - at < PREFIX_BYTES) return undefined;
  const length = bytes.readInt32BE(at + LENGTH_AT);
  return length < LEAST_LENGTH ? undefined : PREFIX_BYTES + length;
}

/** The batch at `at`, or undefined when its header is cut off or is none. Its records may lie beyond the buffer. */
export function batchAt(bytes: Buffer, at: number): BatchView | undefined {
  if (bytes.length - at < BATCH_HEADER_BYTES) return undefined;
  const size = batchSizeAt(bytes, at);
  const lastOffsetDelta = bytes.readInt32BE(at + LAST_OFFSET_DELTA_AT);
  if (size === undefined || lastOffsetDelta < 0 || bytes[at + MAGIC_AT] !== MAGIC) return undefined;
  const baseOffset = i64(bytes, at);
  return { baseOffset, nextOffset: baseOffset + lastOffsetDelta + 1, at, size };
}

/** Attributes of the batch at `at`: 0 unless it is compressed or names a schema. */
export function attributesAt(bytes: Buffer, at: number): number {
  return bytes.readUInt16BE(at + ATTRIBUTES_AT);
}

/** When the first record of the batch at `at` was made, ms since 1970, as `Reader.timestamp` reads it. */
export function firstTimestampAt(bytes: Buffer, at: number): number {
  const value = i64(bytes, at + FIRST_TIMESTAMP_AT);
  return Math.max(Number.MIN_SAFE_INTEGER, Math.min(value, Number.MAX_SAFE_INTEGER));
}

/** All batches in `bytes`, which must end with the last of them; undefined when they do not. */
export function splitBatches(bytes: Buffer): BatchView[] | undefined {
  const batches: BatchView[] = [];
  for (let at = 0; at < bytes.length; ) {
    const batch = batchAt(bytes, at);
    if (batch === undefined || at + batch.size > bytes.length) return undefined;
    batches.push(batch);
    at += batch.size;
  }
  return batches;
}

/** Whether the batch's checksum is that of its bytes, which must all be in the buffer. */
export function hasGoodCrc(bytes: Buffer, batch: BatchView): boolean {
  const crc = bytes.readUInt32BE(batch.at + CRC_AT);
  return crc === crc32c(bytes, batch.at + ATTRIBUTES_AT, batch.at + batch.size);
}

export function setBaseOffset(bytes: Buffer, at: number, baseOffset: number): void {
  bytes.writeBigInt64BE(BigInt(baseOffset), at);
}

function i64(bytes: Buffer, at: number): number {
  return bytes.readInt32BE(at) * 0x1_0000_0000 + bytes.readUInt32BE(at + 4);
}
