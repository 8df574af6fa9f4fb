/**
 * FetchOffsets, to the SPU: where a partition's log starts and ends (Fluvio: `fluvio-spu-schema/src/server/fetch_offset.rs`).
 *
 *     request   topics vec(name string · partitions vec(partition_index u32)) · consumer_id option(string) in 23 only
 *     response  topics vec(name string · partitions vec(error_code · partition_index u32 · start_offset i64
 *               · last_stable_offset i64))
 */
import type { Api } from '../api.js';
import { decodeErrorCode, type ErrorCode, encodeErrorCode } from '../error-codes.js';
import { type Reader, readString, readU32 } from '../reader.js';
import { type Writer, writeString, writeU32 } from '../writer.js';

export const FETCH_OFFSETS_API: Api = { key: 1002, minVersion: 0, maxVersion: 25 };

export interface FetchOffsetsRequest {
  readonly topics: readonly FetchOffsetTopic[];
  /** Deprecated as soon as it was there: only version 23 has it. */
  readonly consumerId: string | null;
}

export interface FetchOffsetTopic {
  readonly name: string;
  readonly partitions: readonly number[];
}

export interface FetchOffsetsResponse {
  readonly topics: readonly FetchOffsetTopicResponse[];
}

export interface FetchOffsetTopicResponse {
  readonly name: string;
  readonly partitions: readonly FetchOffsetPartitionResponse[];
}

export interface FetchOffsetPartitionResponse {
  readonly errorCode: ErrorCode;
  readonly partitionIndex: number;
  readonly startOffset: number;
  /** The high watermark: offset after the last record that can be read. */
  readonly lastStableOffset: number;
}

export function encodeFetchOffsetsRequest(
  writer: Writer,
  request: FetchOffsetsRequest,
  version: number,
): void {
  writer.vec(request.topics, encodeTopic, version);
  if (version === 23) writer.option(request.consumerId, writeString, version);
}

export function decodeFetchOffsetsRequest(reader: Reader, version: number): FetchOffsetsRequest {
  return {
    topics: reader.vec(decodeTopic, version),
    consumerId: version === 23 ? reader.option(readString, version) : null,
  };
}

export function encodeFetchOffsetsResponse(
  writer: Writer,
  response: FetchOffsetsResponse,
  version: number,
): void {
  writer.vec(response.topics, encodeTopicResponse, version);
}

export function decodeFetchOffsetsResponse(reader: Reader, version: number): FetchOffsetsResponse {
  return { topics: reader.vec(decodeTopicResponse, version) };
}

function encodeTopic(writer: Writer, topic: FetchOffsetTopic, version: number): void {
  writer.string(topic.name);
  writer.vec(topic.partitions, writeU32, version);
}

function decodeTopic(reader: Reader, version: number): FetchOffsetTopic {
  return { name: reader.string(), partitions: reader.vec(readU32, version) };
}

function encodeTopicResponse(writer: Writer, topic: FetchOffsetTopicResponse, version: number): void {
  writer.string(topic.name);
  writer.vec(topic.partitions, encodePartitionResponse, version);
}

function decodeTopicResponse(reader: Reader, version: number): FetchOffsetTopicResponse {
  return { name: reader.string(), partitions: reader.vec(decodePartitionResponse, version) };
}

function encodePartitionResponse(
  writer: Writer,
  partition: FetchOffsetPartitionResponse,
  version: number,
): void {
  encodeErrorCode(writer, partition.errorCode, version);
  writer.u32(partition.partitionIndex);
  writer.i64(partition.startOffset);
  writer.i64(partition.lastStableOffset);
}

function decodePartitionResponse(reader: Reader, version: number): FetchOffsetPartitionResponse {
  return {
    errorCode: decodeErrorCode(reader, version),
    partitionIndex: reader.u32(),
    startOffset: reader.i64(),
    lastStableOffset: reader.i64(),
  };
}
