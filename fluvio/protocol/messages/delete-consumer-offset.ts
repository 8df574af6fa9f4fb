/**
 * DeleteConsumerOffset, to the SPU (Fluvio: `fluvio-spu-schema/src/server/consumer_offset.rs`).
 *
 *     request   replica_id replica key · consumer_id string
 *     response  error_code
 */
import type { Api } from '../api.js';
import { decodeErrorCode, type ErrorCode, encodeErrorCode } from '../error-codes.js';
import type { Reader } from '../reader.js';
import type { Writer } from '../writer.js';
import { decodeReplicaKey, encodeReplicaKey, type ReplicaKey } from './replica-key.js';

export const DELETE_CONSUMER_OFFSET_API: Api = { key: 1007, minVersion: 23, maxVersion: 25 };

export interface DeleteConsumerOffsetRequest {
  readonly replicaId: ReplicaKey;
  readonly consumerId: string;
}

export interface DeleteConsumerOffsetResponse {
  readonly errorCode: ErrorCode;
}

export function encodeDeleteConsumerOffsetRequest(
  writer: Writer,
  request: DeleteConsumerOffsetRequest,
): void {
  encodeReplicaKey(writer, request.replicaId);
  writer.string(request.consumerId);
}

export function decodeDeleteConsumerOffsetRequest(reader: Reader): DeleteConsumerOffsetRequest {
  return { replicaId: decodeReplicaKey(reader), consumerId: reader.string() };
}

export function encodeDeleteConsumerOffsetResponse(
  writer: Writer,
  response: DeleteConsumerOffsetResponse,
  version: number,
): void {
  encodeErrorCode(writer, response.errorCode, version);
}

export function decodeDeleteConsumerOffsetResponse(
  reader: Reader,
  version: number,
): DeleteConsumerOffsetResponse {
  return { errorCode: decodeErrorCode(reader, version) };
}
