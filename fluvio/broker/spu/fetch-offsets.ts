import { NO_ERROR } from '../../protocol/error-codes.js';
import {
  decodeFetchOffsetsRequest,
  encodeFetchOffsetsResponse,
  FETCH_OFFSETS_API,
  type FetchOffsetPartitionResponse,
} from '../../protocol/messages/fetch-offsets.js';
import { answering } from '../net/registry.js';
import type { SpuSession } from './session.js';

/**
 * FetchOffsets (Fluvio: `fluvio-spu/src/services/public/offset_request.rs`).
 *
 * Behaviour: a real SPU states version 25 only, and yet clients ask in 23 and are answered. An unknown partition is
 * `PartitionNotLeader` here, and `NotLeaderForPartition` in every other request. A consumer id moves the start behind
 * what that consumer has done with.
 */
export const fetchOffsets = answering({
  name: 'FetchOffsets',
  api: FETCH_OFFSETS_API,
  stated: { minVersion: 25, maxVersion: 25 },
  decode: decodeFetchOffsetsRequest,
  encode: encodeFetchOffsetsResponse,
  answer: (session: SpuSession, request) => ({
    topics: request.topics.map(({ name, partitions }) => ({
      name,
      partitions: partitions.map((index) => offsetsOf(session, name, index, request.consumerId)),
    })),
  }),
});

function offsetsOf(
  session: SpuSession,
  topic: string,
  partitionIndex: number,
  consumerId: string | null,
): FetchOffsetPartitionResponse {
  const partition = session.state.partition(topic, partitionIndex);
  if (partition === undefined) {
    return { errorCode: { code: 'PartitionNotLeader' }, partitionIndex, startOffset: 0, lastStableOffset: 0 };
  }
  const replicaId = { topic, partition: partitionIndex };
  const kept = consumerId === null ? undefined : session.state.consumers.get(consumerId, replicaId);
  return {
    errorCode: NO_ERROR,
    partitionIndex,
    startOffset: kept === undefined ? partition.start : kept.offset + 1,
    lastStableOffset: partition.end,
  };
}
