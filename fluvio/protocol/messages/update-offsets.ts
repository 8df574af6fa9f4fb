/**
 * UpdateOffsets, to the SPU: the reader of a stream says how far it has got, and the stream goes on from there
 * (Fluvio: `fluvio-spu-schema/src/server/update_offset.rs`).
 *
 *     request   offsets vec(offset i64 · session_id u32)
 *     response  status vec(session_id u32 · error error_code)
 */
import type { Api } from '../api.js';
import { decodeErrorCode, type ErrorCode, encodeErrorCode } from '../error-codes.js';
import type { Reader } from '../reader.js';
import type { Writer } from '../writer.js';

export const UPDATE_OFFSETS_API: Api = { key: 1005, minVersion: 0, maxVersion: 0 };

export interface UpdateOffsetsRequest {
  readonly offsets: readonly OffsetUpdate[];
}

export interface OffsetUpdate {
  /** Offset after the last record read. */
  readonly offset: number;
  /** The stream id of the StreamFetch response. */
  readonly sessionId: number;
}

export interface UpdateOffsetsResponse {
  readonly status: readonly OffsetUpdateStatus[];
}

export interface OffsetUpdateStatus {
  readonly sessionId: number;
  readonly error: ErrorCode;
}

export function encodeUpdateOffsetsRequest(
  writer: Writer,
  request: UpdateOffsetsRequest,
  version: number,
): void {
  writer.vec(request.offsets, encodeUpdate, version);
}

export function decodeUpdateOffsetsRequest(reader: Reader, version: number): UpdateOffsetsRequest {
  return { offsets: reader.vec(decodeUpdate, version) };
}

export function encodeUpdateOffsetsResponse(
  writer: Writer,
  response: UpdateOffsetsResponse,
  version: number,
): void {
  writer.vec(response.status, encodeStatus, version);
}

export function decodeUpdateOffsetsResponse(reader: Reader, version: number): UpdateOffsetsResponse {
  return { status: reader.vec(decodeStatus, version) };
}

function encodeUpdate(writer: Writer, update: OffsetUpdate): void {
  writer.i64(update.offset);
  writer.u32(update.sessionId);
}

function decodeUpdate(reader: Reader): OffsetUpdate {
  return { offset: reader.i64(), sessionId: reader.u32() };
}

function encodeStatus(writer: Writer, status: OffsetUpdateStatus, version: number): void {
  writer.u32(status.sessionId);
  encodeErrorCode(writer, status.error, version);
}

function decodeStatus(reader: Reader, version: number): OffsetUpdateStatus {
  return { sessionId: reader.u32(), error: decodeErrorCode(reader, version) };
}
