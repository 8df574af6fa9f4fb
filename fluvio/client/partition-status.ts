import type { PartitionStatus, TopicSummary } from './types.js';

/** The part of a listed partition that is used; golden/01-client-admin shows all of it. */
interface ListedPartition {
  /** TOPIC-NUMBER. */
  readonly name: string;
  readonly spec: { readonly leader: number; readonly replicas: readonly number[]; readonly system?: boolean };
  readonly status: {
    /** `Online`, or why not: `LeaderOffline` while the SPU is away. */
    readonly resolution: string;
    readonly leader: { readonly hw: number; readonly leo: number };
    readonly baseOffset?: number;
    readonly isBeingDeleted?: boolean;
  };
}

interface ListedTopic {
  readonly name: string;
  readonly spec: {
    readonly replicas: Record<string, { partitions?: number } | readonly unknown[]>;
    readonly system?: boolean;
  };
}

/** Partitions that their SPU has reported on (until then the offsets are -1), by topic and number. */
export function partitionStatuses(listed: unknown): PartitionStatus[] {
  return (listed as ListedPartition[])
    .filter(({ spec, status }) => !spec.system && !status.isBeingDeleted && status.leader.hw >= 0)
    .map(({ name, spec, status }) => {
      const dash = name.lastIndexOf('-');
      return {
        topic: name.slice(0, dash),
        partition: Number(name.slice(dash + 1)),
        logStart: Math.max(0, status.baseOffset ?? 0),
        highWatermark: status.leader.hw,
        logEnd: status.leader.leo,
        leader: spec.leader,
        replicas: spec.replicas.length,
        isOnline: status.resolution === 'Online',
      };
    })
    .sort((a, b) => (a.topic < b.topic ? -1 : a.topic > b.topic ? 1 : a.partition - b.partition));
}

/** Topics by name, without Fluvio's own (consumer offsets). */
export function topicSummaries(listed: unknown): TopicSummary[] {
  return (listed as ListedTopic[])
    .filter(({ spec }) => !spec.system)
    .map(({ name, spec }) => ({ name, partitions: partitionCount(spec.replicas) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** `{ computed: { partitions } }`, or `{ assigned: [ … ] }` with one entry a partition. */
function partitionCount(replicas: ListedTopic['spec']['replicas']): number {
  const [kind] = Object.values(replicas);
  if (Array.isArray(kind)) return kind.length;
  return (kind as { partitions?: number } | undefined)?.partitions ?? 1;
}
