import { NO_ERROR } from '../../protocol/error-codes.js';
import {
  decodeFetchConsumerOffsetsRequest,
  encodeFetchConsumerOffsetsResponse,
  FETCH_CONSUMER_OFFSETS_API,
} from '../../protocol/messages/fetch-consumer-offsets.js';
import { answering } from '../net/registry.js';
import type { SpuSession } from './session.js';

/** FetchConsumerOffsets: what is kept, of one consumer, of one partition, or all of it (Fluvio: `consumer_handler.rs`). */
export const fetchConsumerOffsets = answering({
  name: 'FetchConsumerOffsets',
  api: FETCH_CONSUMER_OFFSETS_API,
  stated: null,
  decode: decodeFetchConsumerOffsetsRequest,
  encode: encodeFetchConsumerOffsetsResponse,
  answer: ({ state }: SpuSession, { filterOpts }) => {
    const { replicaId = null, consumerId = null } = filterOpts ?? {};
    const consumers = state.consumers.all.filter(
      (kept) =>
        (consumerId === null || kept.consumerId === consumerId) &&
        (replicaId === null ||
          (kept.replicaId.topic === replicaId.topic && kept.replicaId.partition === replicaId.partition)),
    );
    return { errorCode: NO_ERROR, consumers };
  },
});
