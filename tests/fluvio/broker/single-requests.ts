/** Single requests to a broker in the wire protocol, for what no client would send or show. */
import type { Broker } from '../../../fluvio/broker/broker.js';
import { encodeBatch } from '../../../fluvio/protocol/batch.js';
import {
  ADMIN_CREATE_API,
  decodeAdminCreateResponse,
  encodeAdminCreateRequest,
} from '../../../fluvio/protocol/messages/admin-create.js';
import {
  decodeFetchOffsetsResponse,
  encodeFetchOffsetsRequest,
  FETCH_OFFSETS_API,
} from '../../../fluvio/protocol/messages/fetch-offsets.js';
import {
  decodeProduceResponse,
  encodeProduceRequest,
  PRODUCE_API,
} from '../../../fluvio/protocol/messages/produce.js';
import {
  decodeStreamFetchResponse,
  encodeStreamFetchRequest,
  STREAM_FETCH_API,
} from '../../../fluvio/protocol/messages/stream-fetch.js';
import { DEFAULT_STORAGE_POLICY } from '../../../fluvio/protocol/objects/storage-policy.js';
import { ask } from '../../contract/raw-request.js';

export async function createTopic(
  broker: Broker,
  name: string,
  partitions = 1,
  policy = DEFAULT_STORAGE_POLICY,
) {
  const replicas = {
    kind: 'computed',
    partitions,
    replicationFactor: 1,
    ignoreRackAssignment: false,
  } as const;
  const request = {
    label: 'Topic',
    name,
    dryRun: false,
    timeoutMs: null,
    spec: { ...policy, replicas },
  } as const;
  const answer = await ask(broker.scAddress, ADMIN_CREATE_API, 19, (to) =>
    encodeAdminCreateRequest(to, request, 19),
  );
  return decodeAdminCreateResponse(answer, 19);
}

/** One batch of records without keys. */
export function produce(broker: Broker, topic: string, values: readonly string[], partitionIndex = 0) {
  const records = encodeBatch(values.map((value) => ({ key: null, value: Buffer.from(value) })));
  return produceBatches(broker, topic, records, partitionIndex);
}

export async function produceBatches(broker: Broker, topic: string, records: Buffer, partitionIndex: number) {
  const topics = [{ name: topic, partitions: [{ partitionIndex, records }] }];
  const request = { transactionalId: null, acks: 1, timeoutMs: 1000, topics, smartmodules: [] };
  const answer = await ask(broker.spuAddress, PRODUCE_API, 23, (to) => encodeProduceRequest(to, request, 23));
  return decodeProduceResponse(answer, 23).responses[0]!.partitions[0]!;
}

export async function offsetsOf(broker: Broker, topic: string, partition = 0) {
  const request = { topics: [{ name: topic, partitions: [partition] }], consumerId: null };
  const answer = await ask(broker.spuAddress, FETCH_OFFSETS_API, 25, (to) =>
    encodeFetchOffsetsRequest(to, request, 25),
  );
  return decodeFetchOffsetsResponse(answer, 25).topics[0]!.partitions[0]!;
}

/** The first response of a stream from `fetchOffset` on. */
export async function fetchOnce(
  broker: Broker,
  topic: string,
  fetchOffset: number,
  { partition = 0, module }: { partition?: number; module?: Uint8Array } = {},
) {
  const wasm = { kind: 'predefined', name: 'module' } as const;
  const invocation = {
    wasm,
    kind: { kind: 'filter' },
    params: { params: new Map(), lookback: null },
    name: null,
  } as const;
  if (module !== undefined) broker.putSmartModule('module', module);
  const smartmodules = module === undefined ? [] : [invocation];
  const request = {
    topic,
    partition,
    fetchOffset,
    maxBytes: 1 << 20,
    isolation: 'readUncommitted',
    smartmodules,
    consumerId: null,
  } as const;
  const answer = await ask(broker.spuAddress, STREAM_FETCH_API, 25, (to) =>
    encodeStreamFetchRequest(to, request, 25),
  );
  return decodeStreamFetchResponse(answer, 25).partition;
}
