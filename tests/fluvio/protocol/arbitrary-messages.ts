import fc from 'fast-check';
import { encodeBatch } from '../../../fluvio/protocol/batch.js';
import { OBJECT_LABELS, type ObjectLabel } from '../../../fluvio/protocol/objects/typed-object.js';
import { OBJECTS } from './arbitrary-objects.js';
import {
  bytes,
  duration,
  flag,
  i32,
  i64,
  list,
  map,
  name,
  optional,
  text,
  u32,
  u64,
} from './arbitrary-values.js';

const plainErrors = fc.constantFrom(
  'None',
  'TopicNotFound',
  'UnknownServerError',
  'SpuError',
  'MirrorNotFound',
);
const textErrors = fc.constantFrom('Other', 'SmartModuleInitError', 'DerivedStreamInvalid');
const runtimeKinds = fc.constantFrom(
  'Filter',
  'Map',
  'ArrayMap',
  'Aggregate',
  'FilterMap',
  'Join',
  'Generic',
);

/** Every shape an error code has. */
export const errorCode = fc.oneof(
  fc.record({ code: plainErrors }),
  fc.record({ code: textErrors, message: text }),
  fc.record({ code: fc.constant('RequestTimedOut'), timeoutMs: u64 }),
  fc.record({ code: fc.constant('OffsetEvicted'), offset: i64, nextAvailable: i64 }),
  fc.record({ code: fc.constant('PartitionFull'), topic: name, partition: u32 }),
  fc.record({ code: fc.constant('SmartModuleNotFound'), name: text }),
  fc.record({ code: fc.constant('SmartModuleInvalid'), error: text, name: optional(text) }),
  fc.record({ code: fc.constant('SmartModuleInvalidExports'), error: text, kind: text }),
  fc.record({
    code: fc.constant('SmartModuleRuntimeError'),
    hint: text,
    offset: i64,
    kind: runtimeKinds,
    recordKey: optional(bytes),
    recordValue: bytes,
  }),
  fc.record({ code: fc.constant('SmartModuleMemoryLimitExceeded'), requested: u64, max: u64 }),
  fc.record({ code: fc.constant('SystemSpecDeletionAttempt'), kind: text, name: text }),
);

export const newRecord = fc.record({ key: optional(bytes), value: bytes, timestampDelta: fc.integer() });

/** A run of batches, as a topic's records travel. */
const recordSet = list(fc.tuple(list(newRecord), i64)).map((batches) =>
  Buffer.concat(batches.map(([records, baseOffset]) => encodeBatch(records, { baseOffset }))),
);

const context = [
  fc.record({ kind: fc.constant('aggregate'), accumulator: bytes }),
  fc.record({ kind: fc.constant('join'), topic: name }),
  fc.record({ kind: fc.constant('joinStream'), topic: name, derivedstream: name }),
];
const invocation = fc.record({
  wasm: fc.oneof(
    fc.record({ kind: fc.constant('predefined'), name }),
    fc.record({ kind: fc.constant('adHoc'), gzip: bytes }),
  ),
  kind: fc.oneof(
    fc.record({ kind: fc.constantFrom('filter', 'map', 'arrayMap', 'filterMap') }),
    ...context,
    fc.record({
      kind: fc.constant('generic'),
      context: fc.oneof(fc.record({ kind: fc.constant('none') }), ...context),
    }),
  ),
  params: fc.record({
    params: map(text, text),
    lookback: optional(fc.record({ last: u64, age: optional(duration) })),
  }),
  name: optional(name),
});

const fetchable = fc.record({
  partitionIndex: u32,
  errorCode,
  highWatermark: i64,
  nextFilterOffset: i64,
  logStartOffset: i64,
  aborted: optional(list(fc.record({ producerId: i64, firstOffset: i64 }))),
  records: recordSet,
});
const topics = <T>(partition: fc.Arbitrary<T>) => list(fc.record({ name, partitions: list(partition) }));
const replicaId = fc.record({ topic: name, partition: u32 });
const isolation = fc.constantFrom('readUncommitted', 'readCommitted');
const adminStatus = fc.record({ name: text, errorCode, errorMessage: optional(text) });

const metadata = (label: ObjectLabel) => fc.record({ name, ...OBJECTS[label] });
const ofAnyLabel = (shape: (label: ObjectLabel) => Record<string, fc.Arbitrary<unknown>>) =>
  fc.oneof(...OBJECT_LABELS.map((label) => fc.record({ label: fc.constant(label), ...shape(label) })));

interface Direction {
  readonly request: fc.Arbitrary<unknown>;
  readonly response: fc.Arbitrary<unknown>;
}

/** Random requests and responses by the message's name, every field of the newest version filled. */
export const MESSAGES: Readonly<Record<string, Direction>> = {
  ApiVersions: {
    request: fc.record({ clientVersion: text, clientOs: text, clientArch: text }),
    response: fc.record({
      errorCode,
      apiKeys: list(fc.record({ apiKey: fc.nat(3000), minVersion: fc.nat(30), maxVersion: fc.nat(30) })),
      platformVersion: text,
    }),
  },
  AdminCreate: {
    request: ofAnyLabel((label) => ({
      name,
      dryRun: flag,
      timeoutMs: optional(u32),
      spec: OBJECTS[label].spec,
    })),
    response: adminStatus,
  },
  AdminDelete: {
    request: fc.oneof(
      fc.record({
        label: fc.constantFrom(...OBJECT_LABELS.filter((label) => label !== 'CustomSpu')),
        key: text,
        force: flag,
      }),
      fc.record({
        label: fc.constant('CustomSpu'),
        key: fc.oneof(
          fc.record({ kind: fc.constant('name'), name: text }),
          fc.record({ kind: fc.constant('id'), id: i32 }),
        ),
        force: flag,
      }),
    ),
    response: adminStatus,
  },
  AdminUpdate: {
    request: fc.record({
      label: fc.constant('Topic'),
      key: name,
      action: fc.oneof(
        fc.record({ kind: fc.constant('addPartition'), count: u32 }),
        fc.record({ kind: fc.constant('addMirror'), remoteCluster: text, homeToMirror: flag }),
      ),
    }),
    response: adminStatus,
  },
  AdminList: {
    request: ofAnyLabel(() => ({ nameFilters: list(name), summary: flag, system: flag })),
    response: ofAnyLabel((label) => ({ items: list(metadata(label)) })),
  },
  AdminWatch: {
    request: ofAnyLabel(() => ({ epoch: i64, summary: flag })),
    response: ofAnyLabel((label) => ({
      epoch: i64,
      changes: list(fc.record({ change: fc.constantFrom('update', 'delete'), metadata: metadata(label) })),
      all: list(metadata(label)),
    })),
  },
  Produce: {
    request: fc.record({
      transactionalId: optional(text),
      acks: fc.integer({ min: -0x8000, max: 0x7fff }),
      timeoutMs: i32,
      topics: topics(fc.record({ partitionIndex: u32, records: recordSet })),
      smartmodules: list(invocation),
    }),
    response: fc.record({
      responses: topics(
        fc.record({
          partitionIndex: u32,
          errorCode,
          baseOffset: i64,
          logAppendTimeMs: i64,
          logStartOffset: i64,
        }),
      ),
      throttleTimeMs: i32,
    }),
  },
  Fetch: {
    request: fc.record({
      maxWait: i32,
      minBytes: i32,
      maxBytes: i32,
      isolation,
      topics: topics(
        fc.record({
          partitionIndex: u32,
          currentLeaderEpoch: i32,
          fetchOffset: i64,
          logStartOffset: i64,
          maxBytes: i32,
        }),
      ),
      forgotten: list(fc.record({ name, partitionIndexes: list(i32) })),
    }),
    response: fc.record({ throttleTimeMs: i32, errorCode, sessionId: i32, topics: topics(fetchable) }),
  },
  StreamFetch: {
    request: fc.record({
      topic: name,
      partition: u32,
      fetchOffset: i64,
      maxBytes: i32,
      isolation,
      smartmodules: list(invocation),
      consumerId: optional(text),
    }),
    response: fc.record({ topic: name, streamId: u32, partition: fetchable }),
  },
  FetchOffsets: {
    request: fc.record({ topics: topics(u32), consumerId: fc.constant(null) }),
    response: fc.record({
      topics: topics(fc.record({ errorCode, partitionIndex: u32, startOffset: i64, lastStableOffset: i64 })),
    }),
  },
  UpdateOffsets: {
    request: fc.record({ offsets: list(fc.record({ offset: i64, sessionId: u32 })) }),
    response: fc.record({ status: list(fc.record({ sessionId: u32, error: errorCode })) }),
  },
  UpdateConsumerOffset: {
    request: fc.record({ offset: i64, sessionId: u32 }),
    response: fc.record({ offset: i64, errorCode }),
  },
  DeleteConsumerOffset: {
    request: fc.record({ replicaId, consumerId: text }),
    response: fc.record({ errorCode }),
  },
  FetchConsumerOffsets: {
    request: fc.record({
      filterOpts: optional(fc.record({ replicaId: optional(replicaId), consumerId: optional(text) })),
    }),
    response: fc.record({
      errorCode,
      consumers: list(fc.record({ consumerId: text, replicaId, offset: i64, modifiedTime: u64 })),
    }),
  },
};
