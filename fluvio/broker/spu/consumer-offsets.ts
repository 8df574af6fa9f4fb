import { NO_ERROR } from '../../protocol/error-codes.js';
import {
  DELETE_CONSUMER_OFFSET_API,
  decodeDeleteConsumerOffsetRequest,
  encodeDeleteConsumerOffsetResponse,
} from '../../protocol/messages/delete-consumer-offset.js';
import {
  decodeFetchConsumerOffsetsRequest,
  encodeFetchConsumerOffsetsResponse,
  FETCH_CONSUMER_OFFSETS_API,
} from '../../protocol/messages/fetch-consumer-offsets.js';
import {
  decodeUpdateConsumerOffsetRequest,
  encodeUpdateConsumerOffsetResponse,
  UPDATE_CONSUMER_OFFSET_API,
  type UpdateConsumerOffsetResponse,
} from '../../protocol/messages/update-consumer-offset.js';
import { answering } from '../net/registry.js';
import type { SpuSession } from './session.js';

/*
 * The three requests about offsets of named consumers (Fluvio: `consumer_handler.rs`).
 *
 * Behaviour: none of them is in the answer to ApiVersions; clients know them by the release. An offset belongs to a
 * stream that was opened with a consumer id, and is that of the last record done with. To delete what is not there
 * is no error.
 */

export const updateConsumerOffset = answering({
  name: 'UpdateConsumerOffset',
  api: UPDATE_CONSUMER_OFFSET_API,
  stated: null,
  decode: decodeUpdateConsumerOffsetRequest,
  encode: encodeUpdateConsumerOffsetResponse,
  answer: (session: SpuSession, { offset, sessionId }): UpdateConsumerOffsetResponse => {
    const stream = session.stream(sessionId);
    if (stream === undefined) return { offset: 0, errorCode: { code: 'FetchSessionNotFoud' } };
    if (stream.consumerId === null) {
      return { offset: 0, errorCode: { code: 'Other', message: 'stream without consumer id' } };
    }
    const { consumerId, replicaId } = stream;
    const modifiedTime = Math.floor(Date.now() / 1000);
    session.state.consumers.put({ consumerId, replicaId, offset, modifiedTime });
    return { offset, errorCode: NO_ERROR };
  },
});

export const deleteConsumerOffset = answering({
  name: 'DeleteConsumerOffset',
  api: DELETE_CONSUMER_OFFSET_API,
  stated: null,
  decode: decodeDeleteConsumerOffsetRequest,
  encode: encodeDeleteConsumerOffsetResponse,
  answer: ({ state }: SpuSession, { consumerId, replicaId }) => {
    state.consumers.delete(consumerId, replicaId);
    return { errorCode: NO_ERROR };
  },
});

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
