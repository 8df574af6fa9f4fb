import { type ErrorCode, NO_ERROR } from '../../protocol/error-codes.js';
import {
  decodeUpdateOffsetsRequest,
  encodeUpdateOffsetsResponse,
  UPDATE_OFFSETS_API,
} from '../../protocol/messages/update-offsets.js';
import { answering } from '../net/registry.js';
import type { SpuSession } from './session.js';

/** UpdateOffsets: a consumer says how far it has come, and its stream goes on (Fluvio: `offset_update.rs`). */
export const updateOffsets = answering({
  name: 'UpdateOffsets',
  api: UPDATE_OFFSETS_API,
  decode: decodeUpdateOffsetsRequest,
  encode: encodeUpdateOffsetsResponse,
  answer: (session: SpuSession, request) => ({
    status: request.offsets.map(({ sessionId, offset }) => {
      const stream = session.stream(sessionId);
      stream?.acknowledge(offset);
      const error: ErrorCode = stream === undefined ? { code: 'FetchSessionNotFoud' } : NO_ERROR;
      return { sessionId, error };
    }),
  }),
});
