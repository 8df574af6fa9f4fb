/**
 * The records of one batch, uncompressed; also what a SmartModule is given and gives back
 * (Fluvio: `fluvio-protocol/src/record/data.rs`).
 *
 *     records  i32 count · record*
 *     record   length varint · attributes i8 · timestamp_delta varint · offset_delta varint
 *              · key option(varbytes) · value varbytes · headers varint
 *
 * `length` counts the bytes behind it. The headers are a mere number, always 0.
 */
import { DecodeError } from './decode-error.js';
import { Reader } from './reader.js';
import { varintBytes } from './varint.js';
import { Writer } from './writer.js';

export interface StoredRecord {
  readonly attributes: number;
  /** Milliseconds after the batch's first timestamp. */
  readonly timestampDelta: number;
  /** Offset less the batch's base offset. */
  readonly offsetDelta: number;
  /** `null` is no key; an empty key is another thing. */
  readonly key: Buffer | null;
  readonly value: Buffer;
  readonly headers: number;
}

/** A record to be written; what is left out is zero. Its offset delta is its place in the batch unless it is given. */
export interface NewRecord {
  readonly key: Uint8Array | null;
  readonly value: Uint8Array;
  readonly attributes?: number;
  readonly timestampDelta?: number;
  readonly offsetDelta?: number;
  readonly headers?: number;
}

/** The count that opens a records section. */
export function countRecords(section: Uint8Array): number {
  return Math.max(0, new Reader(section).i32());
}

/** All records of a section; keys and values are views of it. */
export function decodeRecords(section: Uint8Array): StoredRecord[] {
  return new Reader(section).vec(decodeRecord, 0);
}

function decodeRecord(reader: Reader): StoredRecord {
  const start = reader.offset;
  const length = reader.varint();
  if (length < 0) throw new DecodeError('invalid', `a record of ${length} bytes`, start);
  const record = reader.nested(length);
  const decoded = {
    attributes: record.i8(),
    timestampDelta: record.varint(),
    offsetDelta: record.varint(),
    key: record.bool() ? record.varbytes() : null,
    value: record.varbytes(),
    headers: record.varint(),
  };
  if (record.remaining > 0) {
    throw new DecodeError('invalid', `${record.remaining} bytes too many in a record`, record.offset);
  }
  return decoded;
}

export function encodeRecords(records: readonly NewRecord[]): Buffer {
  const bytes = records.reduce(
    (sum, record) => sum + 24 + record.value.length + (record.key?.length ?? 0),
    4,
  );
  const writer = new Writer(bytes);
  writer.i32(records.length);
  records.forEach((record, index) => {
    encodeRecord(writer, record, index);
  });
  return writer.finish();
}

function encodeRecord(writer: Writer, record: NewRecord, index: number): void {
  const timestampDelta = record.timestampDelta ?? 0;
  const offsetDelta = record.offsetDelta ?? index;
  const headers = record.headers ?? 0;
  const length =
    2 +
    varintBytes(timestampDelta) +
    varintBytes(offsetDelta) +
    (record.key === null ? 0 : varintBytes(record.key.length) + record.key.length) +
    varintBytes(record.value.length) +
    record.value.length +
    varintBytes(headers);
  writer.varint(length);
  writer.i8(record.attributes ?? 0);
  writer.varint(timestampDelta);
  writer.varint(offsetDelta);
  writer.bool(record.key !== null);
  if (record.key !== null) writer.varbytes(record.key);
  writer.varbytes(record.value);
  writer.varint(headers);
}
