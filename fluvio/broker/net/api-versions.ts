import { NO_ERROR } from '../../protocol/error-codes.js';
import {
  API_VERSIONS_API,
  decodeApiVersionsRequest,
  encodeApiVersionsResponse,
} from '../../protocol/messages/api-versions.js';
import { answering, type Handler, Registry } from './registry.js';

/**
 * ApiVersions of a service: its own table, read out. It is not in the list itself, as in Fluvio.
 *
 * @param platformVersion clients refuse to go on with an older SC; an SPU says 0.0.0, and nobody looks.
 */
export function withApiVersions<Session>(
  handlers: readonly Handler<Session>[],
  platformVersion: string,
): Registry<Session> {
  const { stated } = new Registry(handlers);
  const apiVersions = answering({
    name: 'ApiVersions',
    api: API_VERSIONS_API,
    stated: null,
    decode: decodeApiVersionsRequest,
    encode: encodeApiVersionsResponse,
    answer: (_session: Session) => ({ errorCode: NO_ERROR, apiKeys: stated, platformVersion }),
  });
  return new Registry([...handlers, apiVersions]);
}
