import fc from 'fast-check';
import type { ObjectLabel } from '../../../fluvio/protocol/objects/typed-object.js';
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
  u16,
  u32,
  u64,
} from './arbitrary-values.js';

const homePartition = fc.record({ remoteCluster: text, remoteReplica: text, source: flag });
const partitionMirror = fc.oneof(
  homePartition.map((home) => ({ kind: 'home' as const, ...home })),
  fc.record({
    kind: fc.constant('remote' as const),
    homeCluster: text,
    homeSpuKey: text,
    homeSpuId: i32,
    homeSpuEndpoint: text,
    target: flag,
  }),
);

const storagePolicy = {
  cleanupPolicy: optional(fc.record({ timeInSeconds: u32 })),
  storage: optional(fc.record({ segmentSize: optional(u32), maxPartitionSize: optional(u64) })),
  compressionType: fc.constantFrom('none', 'gzip', 'snappy', 'lz4', 'any', 'zstd'),
  deduplication: optional(
    fc.record({ count: u64, age: optional(duration), uses: name, with: map(text, text) }),
  ),
  system: flag,
};

const replicas = fc.oneof(
  fc.record({
    kind: fc.constant('computed'),
    partitions: u32,
    replicationFactor: u32,
    ignoreRackAssignment: flag,
  }),
  fc.record({
    kind: fc.constant('assigned'),
    partitions: list(fc.record({ id: u32, replicas: list(i32), mirror: optional(partitionMirror) })),
  }),
  fc.record({
    kind: fc.constant('mirror'),
    mirror: fc.oneof(
      fc.record({ kind: fc.constant('home'), partitions: list(homePartition), source: flag }),
      fc.record({
        kind: fc.constant('remote'),
        homeCluster: text,
        homeSpus: list(fc.record({ id: i32, key: text, endpoint: text })),
        target: flag,
      }),
    ),
  }),
);

const encryption = fc.constantFrom('plaintext', 'ssl');
const endpoint = fc.record({ port: u16, host: text, encryption });
const spuAddresses = {
  publicEndpoint: fc.record({
    port: u16,
    ingress: list(fc.record({ hostname: optional(text), ip: optional(text) })),
    encryption,
  }),
  privateEndpoint: endpoint,
  rack: optional(text),
  publicEndpointLocal: optional(endpoint),
};
const spuStatus = fc.record({ resolution: fc.constantFrom('online', 'offline', 'init') });

const replicaStatus = fc.record({ spu: i32, hw: i64, leo: i64 });
const pairing = fc.oneof(
  fc.record({ state: fc.constantFrom('waiting', 'successful', 'failed'), detail: fc.constant('') }),
  fc.record({ state: fc.constant('detailFailure'), detail: text }),
);
const color = optional(fc.constantFrom('blue', 'yellow', 'green'));

/** Spec and status of every kind of object. */
export const OBJECTS: Readonly<
  Record<ObjectLabel, { spec: fc.Arbitrary<unknown>; status: fc.Arbitrary<unknown> }>
> = {
  Topic: {
    spec: fc.record({ replicas, ...storagePolicy }),
    status: fc.record({
      resolution: fc.constantFrom('init', 'pending', 'provisioned', 'invalidConfig', 'deleting'),
      replicaMap: map(u32, list(i32)),
      mirrorMap: map(u32, partitionMirror),
      reason: text,
    }),
  },
  Partition: {
    spec: fc.record({
      leader: i32,
      replicas: list(i32),
      ...storagePolicy,
      mirror: optional(partitionMirror),
    }),
    status: fc.record({
      resolution: fc.constantFrom('offline', 'online', 'outOfStorage'),
      leader: replicaStatus,
      lsr: u32,
      replicas: list(replicaStatus),
      size: i64,
      isBeingDeleted: flag,
      baseOffset: i64,
    }),
  },
  SPU: {
    spec: fc.record({ id: i32, spuType: fc.constantFrom('managed', 'custom'), ...spuAddresses }),
    status: spuStatus,
  },
  CustomSpu: { spec: fc.record({ id: i32, ...spuAddresses }), status: spuStatus },
  SpuGroup: {
    spec: fc.record({
      replicas: u16,
      minId: i32,
      spuConfig: fc.record({
        rack: optional(text),
        replication: optional(fc.record({ inSyncReplicaMin: optional(u16) })),
        storage: optional(fc.record({ logDir: optional(text), size: optional(text) })),
        env: list(fc.record({ name: text, value: text })),
      }),
    }),
    status: fc.record({
      resolution: fc.constantFrom('init', 'invalid', 'reserved'),
      reason: optional(text),
    }),
  },
  SmartModule: {
    spec: fc.record({
      meta: optional(
        fc.record({
          package: fc.record({
            name,
            group: name,
            version: fc.constant('0.1.0'),
            apiVersion: fc.constant('1.2.3-beta.1'),
            description: optional(text),
            license: optional(text),
            visibility: fc.constantFrom('private', 'public'),
            repository: optional(text),
          }),
          params: map(name, fc.record({ description: optional(text), optional: flag })),
        }),
      ),
      summary: optional(fc.record({ wasmLength: u32 })),
      wasm: fc.record({ format: fc.constantFrom('binary', 'text'), payload: bytes }),
    }),
    status: fc.constant({}),
  },
  TableFormat: {
    spec: fc.record({
      name,
      inputFormat: optional(fc.constant('json')),
      columns: optional(
        list(
          fc.record({
            headerLabel: optional(text),
            width: optional(text),
            alignment: optional(fc.constantFrom('left', 'right', 'center')),
            keyPath: text,
            format: optional(text),
            display: optional(flag),
            primaryKey: optional(flag),
            headerBgColor: color,
            headerTextColor: color,
          }),
        ),
      ),
      smartmodule: optional(name),
    }),
    status: fc.record({
      resolution: fc.constantFrom('init', 'invalid', 'running', 'pending', 'failed'),
      reason: optional(text),
    }),
  },
  Mirror: {
    spec: fc.oneof(
      fc.record({ kind: fc.constant('remote'), id: text }),
      fc.record({
        kind: fc.constant('home'),
        id: text,
        remoteId: text,
        publicEndpoint: text,
        clientTls: optional(fc.record({ domain: text, caCert: text, clientCert: text, clientKey: text })),
      }),
    ),
    status: fc.record({
      connectionStatus: fc.constantFrom('offline', 'online'),
      pairingSc: pairing,
      pairingSpu: pairing,
      lastSeen: u64,
    }),
  },
};
