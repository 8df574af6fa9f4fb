/**
 * UpdateConsumerOffset, to the SPU: keep the offset of a stream that was opened with a consumer id
 * (Fluvio: `fluvio-spu-schema/src/server/consumer_offset.rs`).
 *
 *     request   offset i64 · session_id u32
 *     response  offset i64 · error_code
 */
import type { Api } from '../api.js';
import { decodeErrorCode, type ErrorCode, encodeErrorCode } from '../error-codes.js';
import type { Reader } from '../reader.js';
import type { Writer } from '../writer.js';

export const UPDATE_CONSUMER_OFFSET_API: Api = { key: 1006, minVersion: 23, maxVersion: 25 };

export interface UpdateConsumerOffsetRequest {
  readonly offset: number;
  /** The stream id of the StreamFetch response. */
  readonly sessionId: number;
}

export interface UpdateConsumerOffsetResponse {
  readonly offset: number;
  readonly errorCode: ErrorCode;
}

export function encodeUpdateConsumerOffsetRequest(
  writer: Writer,
  request: UpdateConsumerOffsetRequest,
): void {
  writer.i64(request.offset);
  writer.u32(request.sessionId);
}

export function decodeUpdateConsumerOffsetRequest(reader: Reader): UpdateConsumerOffsetRequest {
  return { offset: reader.i64(), sessionId: reader.u32() };
}

export function encodeUpdateConsumerOffsetResponse(
  writer: Writer,
  response: UpdateConsumerOffsetResponse,
  version: number,
): void {
  writer.i64(response.offset);
  encodeErrorCode(writer, response.errorCode, version);
}

export function decodeUpdateConsumerOffsetResponse(
  reader: Reader,
  version: number,
): UpdateConsumerOffsetResponse {
  return { offset: reader.i64(), errorCode: decodeErrorCode(reader, version) };
}
