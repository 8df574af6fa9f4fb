/**
 * Where a mirrored partition's other side is (Fluvio: `fluvio-controlplane-metadata/src/partition/spec.rs`).
 *
 *     mirror  0 home_cluster string · home_spu_key string · home_spu_id i32 · home_spu_endpoint string
 *               · target bool from 18
 *           | 1 remote_cluster string · remote_replica string · source bool from 18
 */
import { type Reader, readTag } from '../reader.js';
import { type Writer, writeTag } from '../writer.js';

export type PartitionMirror = RemotePartition | ({ readonly kind: 'home' } & HomePartition);

export interface RemotePartition {
  readonly kind: 'remote';
  readonly homeCluster: string;
  readonly homeSpuKey: string;
  readonly homeSpuId: number;
  readonly homeSpuEndpoint: string;
  readonly target: boolean;
}

export interface HomePartition {
  readonly remoteCluster: string;
  readonly remoteReplica: string;
  readonly source: boolean;
}

/** The two sides of mirroring, in the order of their tags. */
export const MIRROR_SIDES = ['remote', 'home'] as const;

export function encodePartitionMirror(writer: Writer, mirror: PartitionMirror, version: number): void {
  writeTag(writer, mirror.kind, MIRROR_SIDES);
  if (mirror.kind === 'home') {
    encodeHomePartition(writer, mirror, version);
  } else {
    writer.string(mirror.homeCluster);
    writer.string(mirror.homeSpuKey);
    writer.i32(mirror.homeSpuId);
    writer.string(mirror.homeSpuEndpoint);
    if (version >= 18) writer.bool(mirror.target);
  }
}

export function decodePartitionMirror(reader: Reader, version: number): PartitionMirror {
  const kind = readTag(reader, MIRROR_SIDES, 'side of a mirror');
  if (kind === 'home') return { kind, ...decodeHomePartition(reader, version) };
  return {
    kind,
    homeCluster: reader.string(),
    homeSpuKey: reader.string(),
    homeSpuId: reader.i32(),
    homeSpuEndpoint: reader.string(),
    target: version >= 18 ? reader.bool() : false,
  };
}

export function encodeHomePartition(writer: Writer, home: HomePartition, version: number): void {
  writer.string(home.remoteCluster);
  writer.string(home.remoteReplica);
  if (version >= 18) writer.bool(home.source);
}

export function decodeHomePartition(reader: Reader, version: number): HomePartition {
  return {
    remoteCluster: reader.string(),
    remoteReplica: reader.string(),
    source: version >= 18 ? reader.bool() : false,
  };
}
