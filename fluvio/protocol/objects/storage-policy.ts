/**
 * What a topic says about the storage of its records, and each of its partitions repeats
 * (Fluvio: `fluvio-controlplane-metadata/src/topic/spec.rs`, `deduplication.rs`).
 *
 *     policy    cleanup_policy option(0 u8 · time_in_seconds u32)
 *               · storage option(segment_size option(u32) · max_partition_size option(u64))
 *               · compression_type u8
 *               · deduplication option(count u64 · age option(duration) · uses string · with map(string, string)) from 12
 *               · system bool from 13
 */
import {
  type Duration,
  type Reader,
  readDuration,
  readString,
  readTag,
  readU32,
  readU64,
} from '../reader.js';
import { type Writer, writeDuration, writeString, writeTag, writeU32, writeU64 } from '../writer.js';

export interface StoragePolicy {
  /** Segments wholly older than this may go; `null` leaves it to the SPU (7 days). */
  readonly cleanupPolicy: CleanupPolicy | null;
  readonly storage: TopicStorageConfig | null;
  readonly compressionType: CompressionAlgorithm;
  readonly deduplication: Deduplication | null;
  /** Fluvio's own topics, hidden from plain lists. */
  readonly system: boolean;
}

export interface CleanupPolicy {
  readonly timeInSeconds: number;
}

export interface TopicStorageConfig {
  readonly segmentSize: number | null;
  readonly maxPartitionSize: number | null;
}

const COMPRESSION = ['none', 'gzip', 'snappy', 'lz4', 'any', 'zstd'] as const;

/** Which compression a topic's producers may use; numbered otherwise than in a batch's attributes. */
export type CompressionAlgorithm = (typeof COMPRESSION)[number];

export interface Deduplication {
  readonly count: number;
  readonly age: Duration | null;
  /** Name of the SmartModule that drops duplicates, and its parameters. */
  readonly uses: string;
  readonly with: ReadonlyMap<string, string>;
}

/** The policy of a topic that says nothing. */
export const DEFAULT_STORAGE_POLICY: StoragePolicy = {
  cleanupPolicy: null,
  storage: null,
  compressionType: 'any',
  deduplication: null,
  system: false,
};

export function encodeStoragePolicy(writer: Writer, policy: StoragePolicy, version: number): void {
  writer.option(policy.cleanupPolicy, encodeCleanupPolicy, version);
  writer.option(policy.storage, encodeStorage, version);
  writeTag(writer, policy.compressionType, COMPRESSION);
  if (version >= 12) writer.option(policy.deduplication, encodeDeduplication, version);
  if (version >= 13) writer.bool(policy.system);
}

export function decodeStoragePolicy(reader: Reader, version: number): StoragePolicy {
  return {
    cleanupPolicy: reader.option(decodeCleanupPolicy, version),
    storage: reader.option(decodeStorage, version),
    compressionType: readTag(reader, COMPRESSION, 'compression'),
    deduplication: version >= 12 ? reader.option(decodeDeduplication, version) : null,
    system: version >= 13 ? reader.bool() : false,
  };
}

const CLEANUP = ['segment'] as const;

function encodeCleanupPolicy(writer: Writer, policy: CleanupPolicy): void {
  writeTag(writer, 'segment', CLEANUP);
  writer.u32(policy.timeInSeconds);
}

function decodeCleanupPolicy(reader: Reader): CleanupPolicy {
  readTag(reader, CLEANUP, 'cleanup policy');
  return { timeInSeconds: reader.u32() };
}

function encodeStorage(writer: Writer, storage: TopicStorageConfig, version: number): void {
  writer.option(storage.segmentSize, writeU32, version);
  writer.option(storage.maxPartitionSize, writeU64, version);
}

function decodeStorage(reader: Reader, version: number): TopicStorageConfig {
  return {
    segmentSize: reader.option(readU32, version),
    maxPartitionSize: reader.option(readU64, version),
  };
}

function encodeDeduplication(writer: Writer, deduplication: Deduplication, version: number): void {
  writer.u64(deduplication.count);
  writer.option(deduplication.age, writeDuration, version);
  writer.string(deduplication.uses);
  writer.map(deduplication.with, writeString, writeString, version);
}

function decodeDeduplication(reader: Reader, version: number): Deduplication {
  return {
    count: reader.u64(),
    age: reader.option(readDuration, version),
    uses: reader.string(),
    with: reader.map(readString, readString, version),
  };
}
