/** What a rebuild would miss: records that were counted, or may have been, and that the topics no longer hold. */
import { existsSync } from 'node:fs';
import type { PartitionStatus } from '../fluvio/client/types.js';
import { databasePath, openForReading } from '../processors/store/open.js';
import { type PartitionPosition, readPositions } from '../processors/store/partitions.js';
import { schemaState } from '../processors/store/schema.js';

type Counted = Pick<PartitionPosition, 'topic' | 'partition' | 'nextOffset'>;
type Held = Pick<PartitionStatus, 'topic' | 'partition' | 'logStart' | 'highWatermark'>;

/**
 * A few words for each partition that lacks something; empty when everything is there.
 * @param nameAtCluster what the cluster calls a topic
 */
export function lostRecords(
  counted: readonly Counted[],
  held: readonly Held[],
  nameAtCluster: (topic: string) => string = (topic) => topic,
): string[] {
  const named = (topic: string, partition: number) => `${nameAtCluster(topic)}/${partition}`;
  const evicted = held
    .filter(({ logStart }) => logStart > 0)
    .map(({ topic, partition, logStart }) => `${named(topic, partition)} before offset ${logStart}`);
  const cut = counted.flatMap(({ topic, partition, nextOffset }) => {
    const log = held.find((one) => one.topic === topic && one.partition === partition);
    const end = log?.highWatermark ?? 0;
    return nextOffset > end ? [`${named(topic, partition)} from offset ${end} to ${nextOffset - 1}`] : [];
  });
  return [...evicted, ...cut];
}

/** How far each partition has been counted; nothing where there is no database. */
export function countedSoFar(dataDir: string): PartitionPosition[] {
  const path = databasePath(dataDir);
  if (!existsSync(path)) return [];
  const db = openForReading(path);
  try {
    return schemaState(db, path) === 'new' ? [] : readPositions(db);
  } finally {
    db.close();
  }
}
