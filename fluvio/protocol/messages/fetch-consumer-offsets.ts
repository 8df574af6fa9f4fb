/**
 * FetchConsumerOffsets, to the SPU: the offsets it keeps (Fluvio: `fluvio-spu-schema/src/server/consumer_offset.rs`).
 *
 *     request   filter_opts option(replica_id option(replica key) · consumer_id option(string)) from 24
 *     response  error_code · consumers vec(consumer_id string · replica_id replica key · offset i64
 *               · modified_time u64)
 */
import type { Api } from '../api.js';
import { decodeErrorCode, type ErrorCode, encodeErrorCode } from '../error-codes.js';
import { type Reader, readString } from '../reader.js';
import { type Writer, writeString } from '../writer.js';
import { decodeReplicaKey, encodeReplicaKey, type ReplicaKey } from './replica-key.js';

export const FETCH_CONSUMER_OFFSETS_API: Api = { key: 1008, minVersion: 23, maxVersion: 25 };

export interface FetchConsumerOffsetsRequest {
  readonly filterOpts: ConsumerOffsetFilter | null;
}

/** What is `null` is not asked for. */
export interface ConsumerOffsetFilter {
  readonly replicaId: ReplicaKey | null;
  readonly consumerId: string | null;
}

export interface FetchConsumerOffsetsResponse {
  readonly errorCode: ErrorCode;
  readonly consumers: readonly ConsumerOffset[];
}

export interface ConsumerOffset {
  readonly consumerId: string;
  readonly replicaId: ReplicaKey;
  readonly offset: number;
  /** Seconds since 1970. */
  readonly modifiedTime: number;
}

export function encodeFetchConsumerOffsetsRequest(
  writer: Writer,
  request: FetchConsumerOffsetsRequest,
  version: number,
): void {
  if (version >= 24) writer.option(request.filterOpts, encodeFilter, version);
}

export function decodeFetchConsumerOffsetsRequest(
  reader: Reader,
  version: number,
): FetchConsumerOffsetsRequest {
  return { filterOpts: version >= 24 ? reader.option(decodeFilter, version) : null };
}

export function encodeFetchConsumerOffsetsResponse(
  writer: Writer,
  response: FetchConsumerOffsetsResponse,
  version: number,
): void {
  encodeErrorCode(writer, response.errorCode, version);
  writer.vec(response.consumers, encodeConsumer, version);
}

export function decodeFetchConsumerOffsetsResponse(
  reader: Reader,
  version: number,
): FetchConsumerOffsetsResponse {
  return { errorCode: decodeErrorCode(reader, version), consumers: reader.vec(decodeConsumer, version) };
}

function encodeFilter(writer: Writer, filter: ConsumerOffsetFilter, version: number): void {
  writer.option(filter.replicaId, encodeReplicaKey, version);
  writer.option(filter.consumerId, writeString, version);
}

function decodeFilter(reader: Reader, version: number): ConsumerOffsetFilter {
  return {
    replicaId: reader.option(decodeReplicaKey, version),
    consumerId: reader.option(readString, version),
  };
}

function encodeConsumer(writer: Writer, consumer: ConsumerOffset): void {
  writer.string(consumer.consumerId);
  encodeReplicaKey(writer, consumer.replicaId);
  writer.i64(consumer.offset);
  writer.u64(consumer.modifiedTime);
}

function decodeConsumer(reader: Reader): ConsumerOffset {
  return {
    consumerId: reader.string(),
    replicaId: decodeReplicaKey(reader),
    offset: reader.i64(),
    modifiedTime: reader.u64(),
  };
}
