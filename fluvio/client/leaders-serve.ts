import type { Connection } from './connection.js';
import type { NativeProcess } from './native-process.js';
import { leaderAway } from './partition-reader.js';
import type { RecordQueue } from './record-queue.js';
import type { PartitionStatus } from './types.js';

/** An SPU refuses at once what it does not lead; where there is a record, that comes instead. */
const REFUSED_WITHIN_MS = 500;
const REFUSED_WHEN_EMPTY_WITHIN_MS = 100;

/**
 * Makes sure that the leaders of a topic's partitions serve them, by reading the last record of each. To be asked before
 * anything is sent by way of new connections: an SPU that has just started answers a Produce with "not the leader" until
 * it has loaded the partition, and of such answers the native `flush` says nothing (ran: everything sent into that second
 * was missing, and counted as written). Silence is no refusal, since a partition may be empty.
 *
 * @returns how many connections had been made by then: while there are no more, the answer holds
 * @throws FluvioError while one of the leaders does not serve
 */
export async function leadersServe(
  connection: Connection,
  native: NativeProcess,
  topic: string,
): Promise<number> {
  const statuses = (await connection.statuses(0)).filter((status) => status.topic === topic);
  const opened = await Promise.allSettled(statuses.map((status) => openLast(native, status)));
  const queues = opened.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  try {
    for (const result of opened) if (result.status === 'rejected') throw result.reason;
    const connections = await native.connections();
    await Promise.all(queues.map((queue, i) => answer(connection, queue, statuses[i]!)));
    return connections;
  } finally {
    for (const queue of queues) queue.drop();
  }
}

async function openLast(native: NativeProcess, status: PartitionStatus): Promise<RecordQueue> {
  if (!status.isOnline) throw leaderAway(status);
  const { topic, partition, logStart, logEnd } = status;
  return native.stream({ topic, partition, index: Math.max(0, logEnd - logStart - 1), credit: 1 });
}

async function answer(connection: Connection, queue: RecordQueue, status: PartitionStatus): Promise<void> {
  const isEmpty = status.logEnd === status.logStart;
  await queue.wait(isEmpty ? REFUSED_WHEN_EMPTY_WITHIN_MS : REFUSED_WITHIN_MS, connection.closed);
  queue.take();
}
