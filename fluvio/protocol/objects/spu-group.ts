/**
 * SpuGroup, SPUs that Kubernetes starts (Fluvio: `fluvio-controlplane-metadata/src/spg/`).
 *
 *     spec    replicas u16 · min_id i32 · rack option(string) · replication option(in_sync_replica_min option(u16))
 *             · storage option(log_dir option(string) · size option(string)) · env vec(name string · value string)
 *     status  resolution u8 · reason option(string)
 */
import { type Reader, readString, readTag, readU16 } from '../reader.js';
import { type Writer, writeString, writeTag, writeU16 } from '../writer.js';
import type { ObjectCodec } from './object-codec.js';

export interface SpuGroupSpec {
  readonly replicas: number;
  readonly minId: number;
  readonly spuConfig: SpuConfig;
}

export interface SpuConfig {
  readonly rack: string | null;
  readonly replication: { readonly inSyncReplicaMin: number | null } | null;
  readonly storage: SpuStorageConfig | null;
  readonly env: readonly EnvVar[];
}

export interface SpuStorageConfig {
  readonly logDir: string | null;
  readonly size: string | null;
}

export interface EnvVar {
  readonly name: string;
  readonly value: string;
}

const RESOLUTIONS = ['init', 'invalid', 'reserved'] as const;

export interface SpuGroupStatus {
  readonly resolution: (typeof RESOLUTIONS)[number];
  readonly reason: string | null;
}

export const spuGroupCodec: ObjectCodec<SpuGroupSpec, SpuGroupStatus> = {
  encodeSpec(writer: Writer, spec: SpuGroupSpec, version: number): void {
    const { rack, replication, storage, env } = spec.spuConfig;
    writer.u16(spec.replicas);
    writer.i32(spec.minId);
    writer.option(rack, writeString, version);
    writer.option(replication, (to, value) => to.option(value.inSyncReplicaMin, writeU16, version), version);
    writer.option(storage, encodeStorage, version);
    writer.vec(env, encodeEnvVar, version);
  },

  decodeSpec(reader: Reader, version: number): SpuGroupSpec {
    return {
      replicas: reader.u16(),
      minId: reader.i32(),
      spuConfig: {
        rack: reader.option(readString, version),
        replication: reader.option((from) => ({ inSyncReplicaMin: from.option(readU16, version) }), version),
        storage: reader.option(decodeStorage, version),
        env: reader.vec(decodeEnvVar, version),
      },
    };
  },

  encodeStatus(writer: Writer, status: SpuGroupStatus, version: number): void {
    writeTag(writer, status.resolution, RESOLUTIONS);
    writer.option(status.reason, writeString, version);
  },

  decodeStatus(reader: Reader, version: number): SpuGroupStatus {
    return {
      resolution: readTag(reader, RESOLUTIONS, 'SPU group resolution'),
      reason: reader.option(readString, version),
    };
  },
};

function encodeStorage(writer: Writer, storage: SpuStorageConfig, version: number): void {
  writer.option(storage.logDir, writeString, version);
  writer.option(storage.size, writeString, version);
}

function decodeStorage(reader: Reader, version: number): SpuStorageConfig {
  return { logDir: reader.option(readString, version), size: reader.option(readString, version) };
}

function encodeEnvVar(writer: Writer, variable: EnvVar): void {
  writer.string(variable.name);
  writer.string(variable.value);
}

function decodeEnvVar(reader: Reader): EnvVar {
  return { name: reader.string(), value: reader.string() };
}
