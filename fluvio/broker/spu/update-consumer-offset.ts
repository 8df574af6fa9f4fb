import { NO_ERROR } from '../../protocol/error-codes.js';
import {
  decodeUpdateConsumerOffsetRequest,
  encodeUpdateConsumerOffsetResponse,
  UPDATE_CONSUMER_OFFSET_API,
  type UpdateConsumerOffsetResponse,
} from '../../protocol/messages/update-consumer-offset.js';
import { answering } from '../net/registry.js';
import type { SpuSession } from './session.js';

/**
 * UpdateConsumerOffset: keeps how far a named consumer has come (Fluvio: `consumer_handler.rs`).
 *
 * Behaviour: the offset belongs to a stream that was opened with a consumer id, and is that of the last record done with.
 * Where the topic was deleted under the stream nothing is kept: one made anew under that name starts at 0.
 * None of the requests about consumers is in the answer to ApiVersions; clients know them by the release.
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
    if (stream.isDeleted) return { offset: 0, errorCode: { code: 'TopicDeleted' } };
    const { consumerId, replicaId } = stream;
    const modifiedTime = Math.floor(Date.now() / 1000);
    try {
      session.state.consumers.put({ consumerId, replicaId, offset, modifiedTime });
    } catch (error) {
      const message = `the offset cannot be kept: ${(error as Error).message}`;
      return { offset: 0, errorCode: { code: 'Other', message } };
    }
    return { offset, errorCode: NO_ERROR };
  },
});
