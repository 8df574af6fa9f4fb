/**
 * Partition, named `TOPIC-NUMBER` (Fluvio: `fluvio-controlplane-metadata/src/partition/`).
 *
 *     spec     leader i32 · replicas vec(i32) · storage policy (`storage-policy.ts`)
 *              · mirror option(partition mirror) from 14
 *     status   resolution u8 · leader replica · lsr u32 · replicas vec(replica) · size i64
 *              · is_being_deleted bool · base_offset i64 from 16
 *     replica  spu i32 · hw i64 · leo i64
 */
import { type Reader, readI32, readTag } from '../reader.js';
import { type Writer, writeI32, writeTag } from '../writer.js';
import type { ObjectCodec } from './object-codec.js';
import { decodePartitionMirror, encodePartitionMirror, type PartitionMirror } from './partition-mirror.js';
import { decodeStoragePolicy, encodeStoragePolicy, type StoragePolicy } from './storage-policy.js';

export interface PartitionSpec extends StoragePolicy {
  readonly leader: number;
  readonly replicas: readonly number[];
  readonly mirror: PartitionMirror | null;
}

/** `outOfStorage` is known to clients from version 19 on. */
const RESOLUTIONS = ['offline', 'online', 'leaderOffline', 'electionLeaderFound', 'outOfStorage'] as const;

export type PartitionResolution = (typeof RESOLUTIONS)[number];

export interface PartitionStatus {
  readonly resolution: PartitionResolution;
  readonly leader: ReplicaStatus;
  /** Live replicas, the leader not counted. */
  readonly lsr: number;
  readonly replicas: readonly ReplicaStatus[];
  /** Bytes of the log; -1 unknown, -2 not supported. */
  readonly size: number;
  readonly isBeingDeleted: boolean;
  /** First offset still in the log. */
  readonly baseOffset: number;
}

export interface ReplicaStatus {
  readonly spu: number;
  /** High watermark. */
  readonly hw: number;
  /** Offset after the last record in this replica's log. */
  readonly leo: number;
}

export const partitionCodec: ObjectCodec<PartitionSpec, PartitionStatus> = {
  encodeSpec(writer: Writer, spec: PartitionSpec, version: number): void {
    writer.i32(spec.leader);
    writer.vec(spec.replicas, writeI32, version);
    encodeStoragePolicy(writer, spec, version);
    if (version >= 14) writer.option(spec.mirror, encodePartitionMirror, version);
  },

  decodeSpec(reader: Reader, version: number): PartitionSpec {
    return {
      leader: reader.i32(),
      replicas: reader.vec(readI32, version),
      ...decodeStoragePolicy(reader, version),
      mirror: version >= 14 ? reader.option(decodePartitionMirror, version) : null,
    };
  },

  encodeStatus(writer: Writer, status: PartitionStatus, version: number): void {
    writeTag(writer, status.resolution, RESOLUTIONS);
    encodeReplica(writer, status.leader);
    writer.u32(status.lsr);
    writer.vec(status.replicas, encodeReplica, version);
    writer.i64(status.size);
    writer.bool(status.isBeingDeleted);
    if (version >= 16) writer.i64(status.baseOffset);
  },

  decodeStatus(reader: Reader, version: number): PartitionStatus {
    return {
      resolution: readTag(reader, RESOLUTIONS, 'partition resolution'),
      leader: decodeReplica(reader),
      lsr: reader.u32(),
      replicas: reader.vec(decodeReplica, version),
      size: reader.i64(),
      isBeingDeleted: reader.bool(),
      baseOffset: version >= 16 ? reader.i64() : 0,
    };
  },
};

function encodeReplica(writer: Writer, replica: ReplicaStatus): void {
  writer.i32(replica.spu);
  writer.i64(replica.hw);
  writer.i64(replica.leo);
}

function decodeReplica(reader: Reader): ReplicaStatus {
  return { spu: reader.i32(), hw: reader.i64(), leo: reader.i64() };
}
