import type { FluvioConnection, PartitionStatus } from '../fluvio/client/types.js';
import { firstLikeness, lastLikeness } from '../processors/run/same-log.js';
import type { PartitionPosition } from '../processors/store/partitions.js';

/**
 * What a rebuild would miss although the logs reach far enough: they are not those that were counted. A few words for
 * each such partition, whose first and last counted batches are read again.
 */
export async function changedLogs(
  connection: Pick<FluvioConnection, 'read' | 'nameAtCluster'>,
  counted: readonly PartitionPosition[],
  held: readonly PartitionStatus[],
  signal: AbortSignal,
): Promise<string[]> {
  const changed = await Promise.all(
    counted.map(async (position) => {
      const { topic, partition, log, nextOffset } = position;
      const name = `${connection.nameAtCluster(topic)}/${partition}`;
      if (log > 0) return `${name} before its present log`;
      const status = held.find((one) => one.topic === topic && one.partition === partition);
      // A log that ends earlier is told of as such.
      if (status === undefined || status.logEnd < nextOffset || nextOffset === 0) return undefined;
      const likeness = [
        await lastLikeness(connection, position, status, signal),
        await firstLikeness(connection, position, status, signal),
      ];
      return likeness.includes('other') ? `${name}, whose log is another one than was counted` : undefined;
    }),
  );
  return changed.filter((words) => words !== undefined);
}
