import type { AdminStatus } from '../../protocol/messages/admin-status.js';
import type { StoragePolicy } from '../../protocol/objects/storage-policy.js';
import type { TopicSpec } from '../../protocol/objects/topic.js';
import type { Cluster } from '../state/cluster.js';
import { refused } from './admin-answer.js';

/** Fluvio's bounds (`fluvio-types/src/defaults.rs`). */
const MAX_NAME_BYTES = 63;
const LEAST_RETENTION_SECONDS = 10;
const LEAST_SEGMENT_BYTES = 1024;
const LEAST_PARTITION_BYTES = 2048;
const DEFAULT_SEGMENT_BYTES = 1_073_741_824;
/** Each partition keeps a file open; a slip of the finger should not take all that there are. */
export const MOST_PARTITIONS = 1000;

/** Why a topic cannot be made, with Fluvio's codes and words and in its order, or undefined when it can. */
export function refuseTopic(cluster: Cluster, name: string, spec: TopicSpec): AdminStatus | undefined {
  const nameFault = nameFaultOf(name);
  if (nameFault !== undefined) {
    return refused(name, { code: 'TopicInvalidName' }, `Invalid topic name: '${name}'. ${nameFault}`);
  }
  if (cluster.topic(name) !== undefined) {
    return refused(name, { code: 'TopicAlreadyExists' }, `Topic '${name}' already exists`);
  }
  const policyFault = policyFaultOf(spec);
  if (policyFault !== undefined) return refused(name, { code: 'TopicInvalidConfiguration' }, policyFault);
  if (spec.deduplication !== null) return refuseDeduplication(cluster, name, spec.deduplication.uses);
  const placementFault = placementFaultOf(spec, cluster.spuId);
  return placementFault === undefined ? undefined : refused(name, { code: 'TopicError' }, placementFault);
}

function nameFaultOf(name: string): string | undefined {
  if (Buffer.byteLength(name) > MAX_NAME_BYTES)
    return `Name exceeds max characters allowed ${MAX_NAME_BYTES}`;
  if (/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(name)) return undefined;
  return "Contain only lowercase alphanumeric characters or '-'";
}

function policyFaultOf({ cleanupPolicy, storage }: StoragePolicy): string | undefined {
  const retention = cleanupPolicy?.timeInSeconds ?? LEAST_RETENTION_SECONDS;
  if (retention < LEAST_RETENTION_SECONDS) {
    return `retention_secs ${retention} is less than minimum ${LEAST_RETENTION_SECONDS}`;
  }
  const segment = storage?.segmentSize ?? DEFAULT_SEGMENT_BYTES;
  if (segment < LEAST_SEGMENT_BYTES)
    return `segment_size ${segment} is less than minimum ${LEAST_SEGMENT_BYTES}`;
  const most = storage?.maxPartitionSize ?? Number.POSITIVE_INFINITY;
  if (most < LEAST_PARTITION_BYTES) {
    return `max_partition_size ${most} is less than minimum ${LEAST_PARTITION_BYTES}`;
  }
  return most < segment ? `max_partition_size ${most} is less than segment size ${segment}` : undefined;
}

function refuseDeduplication(cluster: Cluster, name: string, module: string): AdminStatus {
  if (cluster.hasSmartModule(module)) {
    return refused(name, { code: 'TopicError' }, 'this broker does not deduplicate');
  }
  const message =
    'Deduplication SmartModule is not loaded into the cluster\n' +
    `Hint: try \`fluvio hub sm download ${module}\` and repeat this operation`;
  return refused(module, { code: 'DeduplicationSmartModuleNotLoaded' }, message);
}

/** With one SPU there is one place for a replica. */
function placementFaultOf({ replicas }: TopicSpec, spuId: number): string | undefined {
  switch (replicas.kind) {
    case 'computed':
      if (replicas.partitions === 0) return 'partition must be greater than 0';
      if (replicas.partitions > MOST_PARTITIONS) return `at most ${MOST_PARTITIONS} partitions`;
      if (replicas.replicationFactor === 0) return 'replication factor must be greater than 0';
      if (replicas.replicationFactor > 1)
        return 'this broker has one SPU, so the replication factor must be 1';
      return undefined;
    case 'assigned': {
      if (replicas.partitions.length === 0) return 'invalid replica map';
      const stranger = replicas.partitions.flatMap((map) => map.replicas).find((id) => id !== spuId);
      if (stranger !== undefined) return `invalid spu id: ${stranger}`;
      const inOrder = replicas.partitions.every((map, i) => map.id === i && map.replicas.length === 1);
      return inOrder ? undefined : 'partitions must be numbered from 0 and have one replica each';
    }
    case 'mirror':
      return 'this broker does not mirror';
  }
}
