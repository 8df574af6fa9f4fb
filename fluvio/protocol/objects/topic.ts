/**
 * Topic (Fluvio: `fluvio-controlplane-metadata/src/topic/`).
 *
 *     spec    replicas (`topic-replicas.ts`) · storage policy (`storage-policy.ts`)
 *     status  resolution u8 · replica_map map(u32, vec(i32)) · mirror_map map(u32, partition mirror) from 14
 *             · reason string
 */
import { type Reader, readI32, readTag, readU32 } from '../reader.js';
import { type Writer, writeI32, writeTag, writeU32 } from '../writer.js';
import type { ObjectCodec } from './object-codec.js';
import { decodePartitionMirror, encodePartitionMirror, type PartitionMirror } from './partition-mirror.js';
import { decodeStoragePolicy, encodeStoragePolicy, type StoragePolicy } from './storage-policy.js';
import { decodeReplicaSpec, encodeReplicaSpec, type ReplicaSpec } from './topic-replicas.js';

export interface TopicSpec extends StoragePolicy {
  readonly replicas: ReplicaSpec;
}

const RESOLUTIONS = [
  'init',
  'pending',
  'insufficientResources',
  'invalidConfig',
  'provisioned',
  'deleting',
] as const;

export type TopicResolution = (typeof RESOLUTIONS)[number];

export interface TopicStatus {
  readonly resolution: TopicResolution;
  /** Partition → the SPUs that hold it, its leader first. */
  readonly replicaMap: ReadonlyMap<number, readonly number[]>;
  readonly mirrorMap: ReadonlyMap<number, PartitionMirror>;
  readonly reason: string;
}

export const topicCodec: ObjectCodec<TopicSpec, TopicStatus> = {
  encodeSpec(writer: Writer, spec: TopicSpec, version: number): void {
    encodeReplicaSpec(writer, spec.replicas, version);
    encodeStoragePolicy(writer, spec, version);
  },

  decodeSpec(reader: Reader, version: number): TopicSpec {
    return { replicas: decodeReplicaSpec(reader, version), ...decodeStoragePolicy(reader, version) };
  },

  encodeStatus(writer: Writer, status: TopicStatus, version: number): void {
    writeTag(writer, status.resolution, RESOLUTIONS);
    writer.map(status.replicaMap, writeU32, (to, replicas) => to.vec(replicas, writeI32, version), version);
    if (version >= 14) writer.map(status.mirrorMap, writeU32, encodePartitionMirror, version);
    writer.string(status.reason);
  },

  decodeStatus(reader: Reader, version: number): TopicStatus {
    return {
      resolution: readTag(reader, RESOLUTIONS, 'topic resolution'),
      replicaMap: reader.map(readU32, (from) => from.vec(readI32, version), version),
      mirrorMap: version >= 14 ? reader.map(readU32, decodePartitionMirror, version) : new Map(),
      reason: reader.string(),
    };
  },
};
