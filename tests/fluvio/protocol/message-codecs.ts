import type { Api } from '../../../fluvio/protocol/api.js';
import * as adminCreate from '../../../fluvio/protocol/messages/admin-create.js';
import * as adminDelete from '../../../fluvio/protocol/messages/admin-delete.js';
import * as adminList from '../../../fluvio/protocol/messages/admin-list.js';
import * as adminUpdate from '../../../fluvio/protocol/messages/admin-update.js';
import * as adminWatch from '../../../fluvio/protocol/messages/admin-watch.js';
import * as apiVersions from '../../../fluvio/protocol/messages/api-versions.js';
import * as deleteConsumerOffset from '../../../fluvio/protocol/messages/delete-consumer-offset.js';
import * as fetch from '../../../fluvio/protocol/messages/fetch.js';
import * as fetchConsumerOffsets from '../../../fluvio/protocol/messages/fetch-consumer-offsets.js';
import * as fetchOffsets from '../../../fluvio/protocol/messages/fetch-offsets.js';
import * as produce from '../../../fluvio/protocol/messages/produce.js';
import * as streamFetch from '../../../fluvio/protocol/messages/stream-fetch.js';
import * as updateConsumerOffset from '../../../fluvio/protocol/messages/update-consumer-offset.js';
import * as updateOffsets from '../../../fluvio/protocol/messages/update-offsets.js';
import type { Decode } from '../../../fluvio/protocol/reader.js';
import type { Encode } from '../../../fluvio/protocol/writer.js';

/** Both ways of one direction of a message. */
export interface Codec<T = unknown> {
  readonly encode: Encode<T>;
  readonly decode: Decode<T>;
}

export interface MessageCodec {
  readonly name: string;
  readonly server: 'SC' | 'SPU';
  readonly api: Api;
  readonly request: Codec;
  readonly response: Codec;
}

/** Every message there is a codec for. */
export const MESSAGE_CODECS: readonly MessageCodec[] = [
  message('SC', apiVersions.API_VERSIONS_API, 'ApiVersions', apiVersions),
  message('SPU', apiVersions.API_VERSIONS_API, 'ApiVersions', apiVersions),
  message('SC', adminCreate.ADMIN_CREATE_API, 'AdminCreate', adminCreate),
  message('SC', adminDelete.ADMIN_DELETE_API, 'AdminDelete', adminDelete),
  message('SC', adminList.ADMIN_LIST_API, 'AdminList', adminList),
  message('SC', adminWatch.ADMIN_WATCH_API, 'AdminWatch', adminWatch),
  message('SC', adminUpdate.ADMIN_UPDATE_API, 'AdminUpdate', adminUpdate),
  message('SPU', produce.PRODUCE_API, 'Produce', produce),
  message('SPU', fetch.FETCH_API, 'Fetch', fetch),
  message('SPU', fetchOffsets.FETCH_OFFSETS_API, 'FetchOffsets', fetchOffsets),
  message('SPU', streamFetch.STREAM_FETCH_API, 'StreamFetch', streamFetch),
  message('SPU', updateOffsets.UPDATE_OFFSETS_API, 'UpdateOffsets', updateOffsets),
  message(
    'SPU',
    updateConsumerOffset.UPDATE_CONSUMER_OFFSET_API,
    'UpdateConsumerOffset',
    updateConsumerOffset,
  ),
  message(
    'SPU',
    deleteConsumerOffset.DELETE_CONSUMER_OFFSET_API,
    'DeleteConsumerOffset',
    deleteConsumerOffset,
  ),
  message(
    'SPU',
    fetchConsumerOffsets.FETCH_CONSUMER_OFFSETS_API,
    'FetchConsumerOffsets',
    fetchConsumerOffsets,
  ),
];

export function codecFor(server: 'SC' | 'SPU', key: number): MessageCodec {
  const codec = MESSAGE_CODECS.find((candidate) => candidate.server === server && candidate.api.key === key);
  if (codec === undefined) throw new Error(`no codec for ${server} ${key}`);
  return codec;
}

/** Finds the four functions of a message's module by their names, which all messages form alike. */
function message(
  server: 'SC' | 'SPU',
  api: Api,
  name: string,
  module: Readonly<Record<string, unknown>>,
): MessageCodec {
  const direction = (kind: 'Request' | 'Response'): Codec => ({
    encode: module[`encode${name}${kind}`] as Encode<unknown>,
    decode: module[`decode${name}${kind}`] as Decode<unknown>,
  });
  return { name, server, api, request: direction('Request'), response: direction('Response') };
}
