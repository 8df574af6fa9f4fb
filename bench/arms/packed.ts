/** Stored batches as the `envelope` SmartModule packs them: opened, and opened with every value parsed. */
import type { FluvioConnection, PartitionEnd, RecordBatch } from '../../fluvio/client/index.js';
import { measure } from '../measure.js';
import { connected, expectAll } from './connect.js';
import type { Arm, StoredLog } from './job.js';

export const packed: Arm = (job) => consume(job, ({ count }) => count);

export const packedParsed: Arm = (job) =>
  consume(job, ({ bytes, count, valueStart, valueEnd }) => {
    let parsed = 0;
    for (let i = 0; i < count; i++) {
      if (JSON.parse(bytes.toString('latin1', valueStart[i], valueEnd[i])) !== null) parsed++;
    }
    return parsed;
  });

/** @param take says how many records it took */
function consume(
  { log, warmUp, brokerPids, ...job }: Parameters<Arm>[0],
  take: (batch: RecordBatch) => number,
): ReturnType<Arm> {
  return connected(job, async (to) => {
    const readAll = async (stored: StoredLog) => {
      const connection = to(stored);
      const counts = await Promise.all(stored.ends.map((end) => read(connection, end, take)));
      expectAll(
        stored.count,
        counts.reduce((sum, count) => sum + count, 0),
      );
    };
    await readAll(warmUp);
    return { measured: await measure(log.count, brokerPids, () => readAll(log)) };
  });
}

async function read(
  connection: FluvioConnection,
  { topic, partition, end }: PartitionEnd,
  take: (batch: RecordBatch) => number,
): Promise<number> {
  let records = 0;
  if (end === 0) return 0;
  for await (const batch of connection.read(topic, partition, { from: 'start' })) {
    records += take(batch);
    if (batch.baseOffset + batch.count >= end) break;
  }
  return records;
}
