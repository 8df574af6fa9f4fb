import type { Connection } from './connection.js';
import type { NativeProcess } from './native-process.js';
import { leaderAway } from './partition-reader.js';
import type { PartitionStatus } from './types.js';

/** An SPU refuses at once what it does not lead. */
const REFUSED_WITHIN_MS = 500;

/**
 * Makes sure that the leaders of a topic's partitions serve them, by reading the last record of each. To be asked before
 * anything is sent again after a loss: an SPU that has just started answers a Produce with "not the leader" until it has
 * loaded the partition, and of such answers the native `flush` says nothing (ran: everything sent into that second was
 * missing, and counted as written). Throws a FluvioError while one of them does not; silence is no refusal, since a
 * partition may be empty.
 */
export async function leadersServe(
  connection: Connection,
  native: NativeProcess,
  topic: string,
): Promise<void> {
  const statuses = await connection.statuses(0);
  const partitions = statuses.filter((status) => status.topic === topic);
  await Promise.all(partitions.map((status) => leaderServes(connection, native, status)));
}

async function leaderServes(connection: Connection, native: NativeProcess, status: PartitionStatus) {
  if (!status.isOnline) throw leaderAway(status);
  const { topic, partition, logStart, logEnd } = status;
  const index = Math.max(0, logEnd - logStart - 1);
  const queue = await native.stream({ topic, partition, index, credit: 1 });
  try {
    await queue.wait(REFUSED_WITHIN_MS, connection.closed);
    queue.take();
  } finally {
    queue.drop();
  }
}
