import { NO_ERROR } from '../../protocol/error-codes.js';
import {
  DELETE_CONSUMER_OFFSET_API,
  decodeDeleteConsumerOffsetRequest,
  encodeDeleteConsumerOffsetResponse,
} from '../../protocol/messages/delete-consumer-offset.js';
import { answering } from '../net/registry.js';
import type { SpuSession } from './session.js';

/** DeleteConsumerOffset: forgets a consumer; to delete what is not there is no error (Fluvio: `consumer_handler.rs`). */
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
