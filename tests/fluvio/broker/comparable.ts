import { decodeBatchRecords, splitBatches } from '../../../fluvio/protocol/batch.js';
import type { AdminListResponse } from '../../../fluvio/protocol/messages/admin-list.js';
import type { AdminWatchResponse } from '../../../fluvio/protocol/messages/admin-watch.js';
import type { ApiVersionsResponse } from '../../../fluvio/protocol/messages/api-versions.js';
import type { FetchConsumerOffsetsResponse } from '../../../fluvio/protocol/messages/fetch-consumer-offsets.js';
import type { StreamFetchResponse } from '../../../fluvio/protocol/messages/stream-fetch.js';
import type { Metadata, ObjectLabel } from '../../../fluvio/protocol/objects/typed-object.js';

/** A topic whose captures are missing (`golden/README.md`). */
const ABSENT = /^pages(-\d+)?$/;
/** Requests that `GAPS.md` says are missing: mirroring, Fetch. */
const NOT_STATED: Record<string, number> = { SC: 1005, SPU: 1 };

type Objects = readonly Metadata<ObjectLabel>[];

/** An answer without what is allowed to differ: addresses, compression, an engine's own words, the age of a status. */
export function comparable(api: string, server: string, answer: unknown): unknown {
  switch (api) {
    case 'ApiVersions': {
      const { apiKeys, ...rest } = answer as ApiVersionsResponse;
      return { ...rest, apiKeys: apiKeys.filter(({ apiKey }) => apiKey !== NOT_STATED[server]) };
    }
    case 'AdminList': {
      const { label, items } = answer as AdminListResponse;
      return { label, items: comparableObjects(items) };
    }
    case 'StreamFetch': {
      const { partition, ...rest } = answer as StreamFetchResponse;
      return { ...rest, partition: comparablePartition(partition) };
    }
    case 'FetchConsumerOffsets': {
      const { errorCode, consumers } = answer as FetchConsumerOffsetsResponse;
      return { errorCode, consumers: consumers.map((consumer) => ({ ...consumer, modifiedTime: 0 })) };
    }
    default:
      return answer;
  }
}

/** What someone knows who has followed a watch: objects by name. */
export function watched(responses: readonly AdminWatchResponse[]): unknown {
  const known = new Map<string, Metadata<ObjectLabel>>();
  for (const { all, changes } of responses) {
    if (all.length > 0) known.clear();
    for (const object of all) known.set(object.name, object);
    for (const { change, metadata } of changes) {
      if (change === 'delete') known.delete(metadata.name);
      else known.set(metadata.name, metadata);
    }
  }
  return comparableObjects([...known.values()]);
}

function comparableObjects(objects: Objects): unknown[] {
  return objects
    .filter(({ name }) => !ABSENT.test(name))
    .map(comparableObject)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function comparableObject({
  name,
  spec,
  status,
}: Metadata<ObjectLabel>): { name: string } & Record<string, unknown> {
  if ('publicEndpoint' in spec) return { name, status, id: 'id' in spec ? spec.id : undefined };
  // A partition's status may be half a second old in the capture; what a log holds is compared where it is read.
  if ('leader' in status) return { name, spec };
  return { name, spec, status };
}

function comparablePartition({ records, errorCode, ...rest }: StreamFetchResponse['partition']): unknown {
  const batches = splitBatches(records).map((batch) => {
    const { baseOffset, lastOffsetDelta, firstTimestamp, maxTimestamp } = batch.header;
    return { baseOffset, lastOffsetDelta, firstTimestamp, maxTimestamp, records: decodeBatchRecords(batch) };
  });
  const error = errorCode.code === 'SmartModuleChainInitError' ? { code: errorCode.code } : errorCode;
  return { ...rest, error, batches };
}
