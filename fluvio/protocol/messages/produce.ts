/**
 * Produce, to the SPU (Fluvio: `fluvio-spu-schema/src/produce/`).
 *
 *     request   transactional_id option(string) · acks i16 · timeout_ms i32
 *               · topics vec(name string · partitions vec(partition_index u32 · records bytes))
 *               · smartmodules vec(invocation)
 *     response  responses vec(name string · partitions vec(partition)) · throttle_time_ms i32 from 1
 *     partition partition_index u32 · error_code · base_offset i64 · log_append_time_ms i64 from 2
 *               · log_start_offset i64 from 5
 *
 * `records` is a run of batches (`batch.ts`). Acks below 0 ask to wait for the high watermark; anything else for the
 * leader's log only.
 */
import type { Api } from '../api.js';
import { decodeErrorCode, type ErrorCode, encodeErrorCode } from '../error-codes.js';
import { type Reader, readString } from '../reader.js';
import { type Writer, writeString } from '../writer.js';
import {
  decodeSmartModuleInvocation,
  encodeSmartModuleInvocation,
  type SmartModuleInvocation,
} from './smartmodule-invocation.js';

export const PRODUCE_API: Api = { key: 0, minVersion: 0, maxVersion: 25 };

export interface ProduceRequest {
  readonly transactionalId: string | null;
  /** Kafka's `acks`: below 0 means read-committed isolation. */
  readonly acks: number;
  readonly timeoutMs: number;
  readonly topics: readonly TopicProduceData[];
  readonly smartmodules: readonly SmartModuleInvocation[];
}

export interface TopicProduceData {
  readonly name: string;
  readonly partitions: readonly PartitionProduceData[];
}

export interface PartitionProduceData {
  readonly partitionIndex: number;
  /** The batches as they came: a view of the request's frame; `splitBatches` cuts it. */
  readonly records: Buffer;
}

export interface ProduceResponse {
  readonly responses: readonly TopicProduceResponse[];
  readonly throttleTimeMs: number;
}

export interface TopicProduceResponse {
  readonly name: string;
  readonly partitions: readonly PartitionProduceResponse[];
}

export interface PartitionProduceResponse {
  readonly partitionIndex: number;
  readonly errorCode: ErrorCode;
  /** Offset of the first record written. */
  readonly baseOffset: number;
  readonly logAppendTimeMs: number;
  readonly logStartOffset: number;
}

export function encodeProduceRequest(writer: Writer, request: ProduceRequest, version: number): void {
  writer.option(request.transactionalId, writeString, version);
  writer.i16(request.acks);
  writer.i32(request.timeoutMs);
  writer.vec(request.topics, encodeTopicData, version);
  writer.vec(request.smartmodules, encodeSmartModuleInvocation, version);
}

export function decodeProduceRequest(reader: Reader, version: number): ProduceRequest {
  return {
    transactionalId: reader.option(readString, version),
    acks: reader.i16(),
    timeoutMs: reader.i32(),
    topics: reader.vec(decodeTopicData, version),
    smartmodules: reader.vec(decodeSmartModuleInvocation, version),
  };
}

export function encodeProduceResponse(writer: Writer, response: ProduceResponse, version: number): void {
  writer.vec(response.responses, encodeTopicResponse, version);
  if (version >= 1) writer.i32(response.throttleTimeMs);
}

export function decodeProduceResponse(reader: Reader, version: number): ProduceResponse {
  return {
    responses: reader.vec(decodeTopicResponse, version),
    throttleTimeMs: version >= 1 ? reader.i32() : 0,
  };
}

function encodeTopicData(writer: Writer, topic: TopicProduceData, version: number): void {
  writer.string(topic.name);
  writer.vec(topic.partitions, encodePartitionData, version);
}

function decodeTopicData(reader: Reader, version: number): TopicProduceData {
  return { name: reader.string(), partitions: reader.vec(decodePartitionData, version) };
}

function encodePartitionData(writer: Writer, partition: PartitionProduceData): void {
  writer.u32(partition.partitionIndex);
  writer.bytes(partition.records);
}

function decodePartitionData(reader: Reader): PartitionProduceData {
  return { partitionIndex: reader.u32(), records: reader.bytes() };
}

function encodeTopicResponse(writer: Writer, topic: TopicProduceResponse, version: number): void {
  writer.string(topic.name);
  writer.vec(topic.partitions, encodePartitionResponse, version);
}

function decodeTopicResponse(reader: Reader, version: number): TopicProduceResponse {
  return { name: reader.string(), partitions: reader.vec(decodePartitionResponse, version) };
}

function encodePartitionResponse(writer: Writer, partition: PartitionProduceResponse, version: number): void {
  writer.u32(partition.partitionIndex);
  encodeErrorCode(writer, partition.errorCode, version);
  writer.i64(partition.baseOffset);
  if (version >= 2) writer.i64(partition.logAppendTimeMs);
  if (version >= 5) writer.i64(partition.logStartOffset);
}

function decodePartitionResponse(reader: Reader, version: number): PartitionProduceResponse {
  return {
    partitionIndex: reader.u32(),
    errorCode: decodeErrorCode(reader, version),
    baseOffset: reader.i64(),
    logAppendTimeMs: version >= 2 ? reader.i64() : -1,
    logStartOffset: version >= 5 ? reader.i64() : -1,
  };
}
