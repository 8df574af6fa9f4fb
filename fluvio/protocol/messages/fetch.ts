/**
 * Fetch, to the SPU: read once, from several partitions (Fluvio: `fluvio-spu-schema/src/fetch/`). Neither client of
 * the captures sends it.
 *
 *     request   max_wait i32 · min_bytes i32 · max_bytes i32 from 3 · isolation u8 from 4
 *               · topics vec(name string · partitions vec(partition))
 *               · forgotten vec(name string · indexes vec(i32)) from 7
 *     partition partition_index u32 · current_leader_epoch i32 from 9 · fetch_offset i64 · log_start_offset i64 from 5
 *               · max_bytes i32
 *     response  throttle_time_ms i32 · error_code · session_id i32
 *               · topics vec(name string · partitions vec(`fetchable-partition.ts`))
 */
import type { Api } from '../api.js';
import { decodeErrorCode, type ErrorCode, encodeErrorCode } from '../error-codes.js';
import { type Reader, readI32 } from '../reader.js';
import { type Writer, writeI32 } from '../writer.js';
import {
  decodeFetchablePartition,
  encodeFetchablePartition,
  type FetchablePartitionResponse,
} from './fetchable-partition.js';
import { decodeIsolation, encodeIsolation, type Isolation } from './isolation.js';

export const FETCH_API: Api = { key: 1, minVersion: 0, maxVersion: 25 };

export interface FetchRequest {
  readonly maxWait: number;
  readonly minBytes: number;
  readonly maxBytes: number;
  readonly isolation: Isolation;
  readonly topics: readonly FetchableTopic[];
  readonly forgotten: readonly ForgottenTopic[];
}

export interface FetchableTopic {
  readonly name: string;
  readonly partitions: readonly FetchPartition[];
}

export interface FetchPartition {
  readonly partitionIndex: number;
  readonly currentLeaderEpoch: number;
  readonly fetchOffset: number;
  readonly logStartOffset: number;
  readonly maxBytes: number;
}

export interface ForgottenTopic {
  readonly name: string;
  readonly partitionIndexes: readonly number[];
}

export interface FetchResponse {
  readonly throttleTimeMs: number;
  readonly errorCode: ErrorCode;
  readonly sessionId: number;
  readonly topics: readonly FetchableTopicResponse[];
}

export interface FetchableTopicResponse {
  readonly name: string;
  readonly partitions: readonly FetchablePartitionResponse[];
}

export function encodeFetchRequest(writer: Writer, request: FetchRequest, version: number): void {
  writer.i32(request.maxWait);
  writer.i32(request.minBytes);
  if (version >= 3) writer.i32(request.maxBytes);
  if (version >= 4) encodeIsolation(writer, request.isolation);
  writer.vec(request.topics, encodeTopic, version);
  if (version >= 7) writer.vec(request.forgotten, encodeForgotten, version);
}

export function decodeFetchRequest(reader: Reader, version: number): FetchRequest {
  return {
    maxWait: reader.i32(),
    minBytes: reader.i32(),
    maxBytes: version >= 3 ? reader.i32() : 0,
    isolation: version >= 4 ? decodeIsolation(reader) : 'readUncommitted',
    topics: reader.vec(decodeTopic, version),
    forgotten: version >= 7 ? reader.vec(decodeForgotten, version) : [],
  };
}

export function encodeFetchResponse(writer: Writer, response: FetchResponse, version: number): void {
  writer.i32(response.throttleTimeMs);
  encodeErrorCode(writer, response.errorCode, version);
  writer.i32(response.sessionId);
  writer.vec(response.topics, encodeTopicResponse, version);
}

export function decodeFetchResponse(reader: Reader, version: number): FetchResponse {
  return {
    throttleTimeMs: reader.i32(),
    errorCode: decodeErrorCode(reader, version),
    sessionId: reader.i32(),
    topics: reader.vec(decodeTopicResponse, version),
  };
}

function encodeTopic(writer: Writer, topic: FetchableTopic, version: number): void {
  writer.string(topic.name);
  writer.vec(topic.partitions, encodePartition, version);
}

function decodeTopic(reader: Reader, version: number): FetchableTopic {
  return { name: reader.string(), partitions: reader.vec(decodePartition, version) };
}

function encodePartition(writer: Writer, partition: FetchPartition, version: number): void {
  writer.u32(partition.partitionIndex);
  if (version >= 9) writer.i32(partition.currentLeaderEpoch);
  writer.i64(partition.fetchOffset);
  if (version >= 5) writer.i64(partition.logStartOffset);
  writer.i32(partition.maxBytes);
}

function decodePartition(reader: Reader, version: number): FetchPartition {
  return {
    partitionIndex: reader.u32(),
    currentLeaderEpoch: version >= 9 ? reader.i32() : -1,
    fetchOffset: reader.i64(),
    logStartOffset: version >= 5 ? reader.i64() : -1,
    maxBytes: reader.i32(),
  };
}

function encodeForgotten(writer: Writer, topic: ForgottenTopic, version: number): void {
  writer.string(topic.name);
  writer.vec(topic.partitionIndexes, writeI32, version);
}

function decodeForgotten(reader: Reader, version: number): ForgottenTopic {
  return { name: reader.string(), partitionIndexes: reader.vec(readI32, version) };
}

function encodeTopicResponse(writer: Writer, topic: FetchableTopicResponse, version: number): void {
  writer.string(topic.name);
  writer.vec(topic.partitions, encodeFetchablePartition, version);
}

function decodeTopicResponse(reader: Reader, version: number): FetchableTopicResponse {
  return { name: reader.string(), partitions: reader.vec(decodeFetchablePartition, version) };
}
