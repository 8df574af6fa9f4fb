import type { TopicSpec } from '../../protocol/objects/topic.js';

/**
 * Fluvio's own topic for the offsets of consumers. Here they are kept elsewhere (`consumer-offsets.ts`), but clients look
 * for this topic to find the SPU that keeps them.
 */
export const CONSUMER_OFFSET_TOPIC = 'consumer-offset';

/** As a real SC makes it. */
export const CONSUMER_OFFSET_SPEC: TopicSpec = {
  replicas: { kind: 'computed', partitions: 1, replicationFactor: 1, ignoreRackAssignment: false },
  cleanupPolicy: { timeInSeconds: 604_800 },
  storage: { segmentSize: 512_000_000, maxPartitionSize: 2_048_000_000 },
  compressionType: 'any',
  deduplication: null,
  system: true,
};
