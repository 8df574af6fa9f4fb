import { setTimeout as sleep } from 'node:timers/promises';
import { leaderAway } from './partition-reader.js';
import type { FluvioConnection, PartitionStatus } from './types.js';

export interface PartitionEnd {
  readonly topic: string;
  readonly partition: number;
  /** Offset after the last record there was. */
  readonly end: number;
}

/** A cluster's status is up to half a second old: two readings this far apart cannot both be from before the call. */
const BETWEEN_READINGS_MS = 1_000;

/**
 * Where "caught up" is: the high watermarks once two readings a second apart agree, so that everything acknowledged
 * before the call is below them. While someone is writing, readings never agree: then the third reading counts, which is
 * later than the call all the same. Readings without a leader are none: CONNECTION_LOST when one stays away.
 */
export async function endOffsets(
  connection: FluvioConnection,
  topics: readonly string[],
): Promise<PartitionEnd[]> {
  const wanted = new Set(topics);
  const waitUntil = Date.now() + LONGEST_ABSENCE_MS;
  const read = async () => {
    for (;;) {
      const statuses = (await connection.partitions()).filter(({ topic }) => wanted.has(topic));
      const away = statuses.find(({ isOnline }) => !isOnline);
      if (away === undefined) return statuses;
      if (Date.now() > waitUntil) {
        throw leaderAway({ ...away, topic: connection.nameAtCluster(away.topic) });
      }
      await sleep(BETWEEN_READINGS_MS);
    }
  };
  let earlier = await read();
  for (let reading = 2; ; reading++) {
    await sleep(BETWEEN_READINGS_MS);
    const later = await read();
    if (reading === MOST_READINGS || same(earlier, later)) {
      return later.map(({ topic, partition, highWatermark }) => ({ topic, partition, end: highWatermark }));
    }
    earlier = later;
  }
}

const MOST_READINGS = 3;
const LONGEST_ABSENCE_MS = 60_000;

function same(a: readonly PartitionStatus[], b: readonly PartitionStatus[]): boolean {
  return a.length === b.length && a.every((status, i) => status.highWatermark === b[i]!.highWatermark);
}
