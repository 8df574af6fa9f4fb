import { join } from 'node:path';
import type { PartitionSpec, PartitionStatus } from '../../protocol/objects/partition.js';
import type { StoragePolicy } from '../../protocol/objects/storage-policy.js';
import type { TopicSpec } from '../../protocol/objects/topic.js';
import type { Metadata } from '../../protocol/objects/typed-object.js';
import { type LogLimits, PartitionLog } from '../log/partition-log.js';
import { Partition } from './partition.js';

const DEFAULT_SEGMENT_BYTES = 64 * 1024 * 1024;
/** Fluvio's 100 GiB. */
const DEFAULT_PARTITION_BYTES = 107_374_182_400;
const DEFAULT_RETENTION_SECONDS = 7 * 24 * 3600;

export interface TopicOptions {
  readonly name: string;
  /** Names the folder of the logs besides the topic, so that a topic made anew never finds old records. */
  readonly id: string;
  readonly spec: TopicSpec;
  /** Folder of all logs. */
  readonly logs: string;
  /** The SPU that leads every partition. */
  readonly spuId: number;
  readonly onChange: (partition: Partition) => void;
  readonly onDamage: (message: string) => void;
}

/** A topic and its partitions, which all live here. */
export class Topic {
  readonly name: string;
  readonly id: string;
  readonly partitions: Partition[] = [];
  readonly #options: TopicOptions;
  #spec: TopicSpec;

  /** Opens the topic's logs, or makes them. */
  constructor(options: TopicOptions) {
    this.#options = options;
    this.name = options.name;
    this.id = options.id;
    this.#spec = options.spec;
    this.#openPartitions(options.spec);
  }

  get spec(): TopicSpec {
    return this.#spec;
  }

  /** Replaces the spec by one with at least as many partitions; returns the new ones. */
  extend(spec: TopicSpec): Partition[] {
    const added = this.#openPartitions(spec);
    this.#spec = spec;
    return added;
  }

  get metadata(): Metadata<'Topic'> {
    const replicas = [this.#options.spuId];
    return {
      name: this.name,
      spec: this.#spec,
      status: {
        resolution: 'provisioned',
        replicaMap: new Map(this.partitions.map(({ index }) => [index, replicas])),
        mirrorMap: new Map(),
        reason: '',
      },
    };
  }

  /** A partition's spec repeats the topic's policy; its status is that of this moment. */
  partitionMetadata(partition: Partition): Metadata<'Partition'> {
    const { spuId } = this.#options;
    const { replicas: _, ...policy } = this.#spec;
    const spec: PartitionSpec = { leader: spuId, replicas: [spuId], ...policy, mirror: null };
    const status: PartitionStatus = {
      resolution: 'online',
      leader: { spu: spuId, hw: partition.end, leo: partition.end },
      lsr: 0,
      replicas: [],
      size: partition.size,
      isBeingDeleted: false,
      baseOffset: partition.start,
    };
    return { name: partition.key, spec, status };
  }

  close(): void {
    for (const partition of this.partitions) partition.close();
  }

  delete(): void {
    for (const partition of this.partitions) partition.delete();
  }

  /** Opens all of the partitions that are not open yet, or none of them. */
  #openPartitions(spec: TopicSpec): Partition[] {
    const added: Partition[] = [];
    try {
      for (let index = this.partitions.length; index < partitionCount(spec); index++) {
        added.push(this.#openPartition(index, spec));
      }
    } catch (error) {
      for (const partition of added) partition.close();
      throw error;
    }
    this.partitions.push(...added);
    return added;
  }

  #openPartition(index: number, spec: TopicSpec): Partition {
    const { logs, onChange, onDamage } = this.#options;
    const directory = join(logs, logFolder(this.name, this.id), String(index));
    const log = PartitionLog.open(directory, limitsOf(spec), onDamage);
    return new Partition({ topic: this.name, index, log, compressionType: spec.compressionType, onChange });
  }
}

/** Folder of a topic's logs within that of all logs. */
export function logFolder(name: string, id: string): string {
  return `${name}.${id}`;
}

export function partitionCount({ replicas }: TopicSpec): number {
  switch (replicas.kind) {
    case 'computed':
      return replicas.partitions;
    case 'assigned':
      return replicas.partitions.length;
    case 'mirror':
      return 0;
  }
}

function limitsOf({ cleanupPolicy, storage }: StoragePolicy): LogLimits {
  return {
    segmentBytes: storage?.segmentSize ?? DEFAULT_SEGMENT_BYTES,
    retentionSeconds: cleanupPolicy?.timeInSeconds ?? DEFAULT_RETENTION_SECONDS,
    maxPartitionBytes: storage?.maxPartitionSize ?? DEFAULT_PARTITION_BYTES,
  };
}
