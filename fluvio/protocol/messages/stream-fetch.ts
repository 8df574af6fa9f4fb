/**
 * StreamFetch, to the SPU: one request, then a response each time there is more, all with its correlation id
 * (Fluvio: `fluvio-spu-schema/src/server/stream_fetch.rs`).
 *
 *     request   topic string · partition u32 · fetch_offset i64 · max_bytes i32 · isolation u8
 *               · smartmodules vec(invocation) · consumer_id option(string) from 23
 *     response  topic string · stream_id u32 · partition (`fetchable-partition.ts`)
 */
import type { Api } from '../api.js';
import { type Reader, readString } from '../reader.js';
import { type Writer, writeString } from '../writer.js';
import {
  decodeFetchablePartition,
  encodeFetchablePartition,
  encodeFetchablePartitionHead,
  type FetchablePartitionHead,
  type FetchablePartitionResponse,
} from './fetchable-partition.js';
import { decodeIsolation, encodeIsolation, type Isolation } from './isolation.js';
import {
  decodeSmartModuleInvocation,
  encodeSmartModuleInvocation,
  type SmartModuleInvocation,
} from './smartmodule-invocation.js';

/** A real SPU says that it takes version 0 on; the forms before 19 died with the clients of 2022. */
export const STREAM_FETCH_API: Api = { key: 1003, minVersion: 19, maxVersion: 25 };

export interface StreamFetchRequest {
  readonly topic: string;
  readonly partition: number;
  readonly fetchOffset: number;
  readonly maxBytes: number;
  readonly isolation: Isolation;
  /** Run one after the other, each on the output of the one before. */
  readonly smartmodules: readonly SmartModuleInvocation[];
  /** Asks the SPU to keep this consumer's offset. */
  readonly consumerId: string | null;
}

/** A response without its records. */
export interface StreamFetchResponseHead {
  readonly topic: string;
  /** Names the stream in UpdateOffsets; the same in all of its responses. */
  readonly streamId: number;
  readonly partition: FetchablePartitionHead;
}

export interface StreamFetchResponse extends StreamFetchResponseHead {
  readonly partition: FetchablePartitionResponse;
}

export function encodeStreamFetchRequest(writer: Writer, request: StreamFetchRequest, version: number): void {
  writer.string(request.topic);
  writer.u32(request.partition);
  writer.i64(request.fetchOffset);
  writer.i32(request.maxBytes);
  encodeIsolation(writer, request.isolation);
  writer.vec(request.smartmodules, encodeSmartModuleInvocation, version);
  if (version >= 23) writer.option(request.consumerId, writeString, version);
}

export function decodeStreamFetchRequest(reader: Reader, version: number): StreamFetchRequest {
  return {
    topic: reader.string(),
    partition: reader.u32(),
    fetchOffset: reader.i64(),
    maxBytes: reader.i32(),
    isolation: decodeIsolation(reader),
    smartmodules: reader.vec(decodeSmartModuleInvocation, version),
    consumerId: version >= 23 ? reader.option(readString, version) : null,
  };
}

/**
 * The hot path of consuming: everything up to the records, so that they can be sent from where they are. Give
 * `recordsLength` to `encodeResponseFrame` as its `trailing` too.
 */
export function encodeStreamFetchResponseHead(
  writer: Writer,
  head: StreamFetchResponseHead,
  recordsLength: number,
  version: number,
): void {
  writer.string(head.topic);
  writer.u32(head.streamId);
  encodeFetchablePartitionHead(writer, head.partition, recordsLength, version);
}

export function encodeStreamFetchResponse(
  writer: Writer,
  response: StreamFetchResponse,
  version: number,
): void {
  writer.string(response.topic);
  writer.u32(response.streamId);
  encodeFetchablePartition(writer, response.partition, version);
}

export function decodeStreamFetchResponse(reader: Reader, version: number): StreamFetchResponse {
  return {
    topic: reader.string(),
    streamId: reader.u32(),
    partition: decodeFetchablePartition(reader, version),
  };
}
