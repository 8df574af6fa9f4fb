/**
 * How a topic's partitions are placed (Fluvio: `fluvio-controlplane-metadata/src/topic/spec.rs`).
 *
 *     replicas  0 vec(id u32 · replicas vec(i32) · mirror option(partition mirror) from 14)
 *             | 1 partitions u32 · replication_factor u32 · ignore_rack_assignment bool
 *             | 2 0 home_cluster string · home_spus vec(id i32 · key string · endpoint string) · target bool from 18
 *             | 2 1 partitions vec(home partition) · source bool from 18
 */
import { type Reader, readI32, readTag } from '../reader.js';
import { type Writer, writeI32, writeTag } from '../writer.js';
import {
  decodeHomePartition,
  decodePartitionMirror,
  encodeHomePartition,
  encodePartitionMirror,
  type HomePartition,
  MIRROR_SIDES,
  type PartitionMirror,
} from './partition-mirror.js';

export type ReplicaSpec =
  | { readonly kind: 'assigned'; readonly partitions: readonly PartitionMap[] }
  | {
      readonly kind: 'computed';
      readonly partitions: number;
      readonly replicationFactor: number;
      readonly ignoreRackAssignment: boolean;
    }
  | { readonly kind: 'mirror'; readonly mirror: TopicMirror };

/** A partition and the ids of the SPUs that hold it, its leader first. */
export interface PartitionMap {
  readonly id: number;
  readonly replicas: readonly number[];
  readonly mirror: PartitionMirror | null;
}

export type TopicMirror =
  | {
      readonly kind: 'remote';
      readonly homeCluster: string;
      readonly homeSpus: readonly MirrorSpu[];
      readonly target: boolean;
    }
  | { readonly kind: 'home'; readonly partitions: readonly HomePartition[]; readonly source: boolean };

export interface MirrorSpu {
  readonly id: number;
  readonly key: string;
  readonly endpoint: string;
}

const KINDS = ['assigned', 'computed', 'mirror'] as const;

export function encodeReplicaSpec(writer: Writer, replicas: ReplicaSpec, version: number): void {
  writeTag(writer, replicas.kind, KINDS);
  switch (replicas.kind) {
    case 'assigned':
      writer.vec(replicas.partitions, encodePartitionMap, version);
      break;
    case 'computed':
      writer.u32(replicas.partitions);
      writer.u32(replicas.replicationFactor);
      writer.bool(replicas.ignoreRackAssignment);
      break;
    case 'mirror':
      encodeTopicMirror(writer, replicas.mirror, version);
      break;
  }
}

export function decodeReplicaSpec(reader: Reader, version: number): ReplicaSpec {
  const kind = readTag(reader, KINDS, 'kind of replica assignment');
  switch (kind) {
    case 'assigned':
      return { kind, partitions: reader.vec(decodePartitionMap, version) };
    case 'computed':
      return {
        kind,
        partitions: reader.u32(),
        replicationFactor: reader.u32(),
        ignoreRackAssignment: reader.bool(),
      };
    case 'mirror':
      return { kind, mirror: decodeTopicMirror(reader, version) };
  }
}

function encodePartitionMap(writer: Writer, map: PartitionMap, version: number): void {
  writer.u32(map.id);
  writer.vec(map.replicas, writeI32, version);
  if (version >= 14) writer.option(map.mirror, encodePartitionMirror, version);
}

function decodePartitionMap(reader: Reader, version: number): PartitionMap {
  return {
    id: reader.u32(),
    replicas: reader.vec(readI32, version),
    mirror: version >= 14 ? reader.option(decodePartitionMirror, version) : null,
  };
}

function encodeTopicMirror(writer: Writer, mirror: TopicMirror, version: number): void {
  writeTag(writer, mirror.kind, MIRROR_SIDES);
  if (mirror.kind === 'remote') {
    writer.string(mirror.homeCluster);
    writer.vec(mirror.homeSpus, encodeMirrorSpu, version);
    if (version >= 18) writer.bool(mirror.target);
  } else {
    writer.vec(mirror.partitions, encodeHomePartition, version);
    if (version >= 18) writer.bool(mirror.source);
  }
}

function decodeTopicMirror(reader: Reader, version: number): TopicMirror {
  const kind = readTag(reader, MIRROR_SIDES, 'side of a mirror');
  if (kind === 'home') {
    return {
      kind,
      partitions: reader.vec(decodeHomePartition, version),
      source: version >= 18 ? reader.bool() : false,
    };
  }
  return {
    kind,
    homeCluster: reader.string(),
    homeSpus: reader.vec(decodeMirrorSpu, version),
    target: version >= 18 ? reader.bool() : false,
  };
}

function encodeMirrorSpu(writer: Writer, spu: MirrorSpu): void {
  writer.i32(spu.id);
  writer.string(spu.key);
  writer.string(spu.endpoint);
}

function decodeMirrorSpu(reader: Reader): MirrorSpu {
  return { id: reader.i32(), key: reader.string(), endpoint: reader.string() };
}
