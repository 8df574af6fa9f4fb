/**
 * `@fluvio/client` as its README shows it, with nothing in between: a record a call, or a record an iteration. It runs in
 * this process, which is why its CPU time is this process's.
 */
import { createRequire } from 'node:module';
import type FluvioClient from '@fluvio/client';
import { measure } from '../measure.js';
import { expectAll } from './connect.js';
import type { Arm, ArmJob, ArmOutcome, StoredLog } from './job.js';

type Client = FluvioClient.default;
type Consumer = Awaited<ReturnType<Client['partitionConsumer']>>;
type Consume = (consumer: Consumer, start: FluvioClient.Offset, end: number) => Promise<number>;

const native = createRequire(import.meta.url)('@fluvio/client') as typeof FluvioClient;

/** Without backpressure, and without an end: whoever wants to stop it ends the process. */
export const rawCallback: Arm = (job) =>
  consumeAll(job, (consumer, start, end) => {
    let records = 0;
    let bytes = 0;
    return new Promise((resolve) => {
      void consumer.stream(start, (record) => {
        bytes += record.value().byteLength;
        if (++records === end) resolve(bytes > 0 ? records : 0);
      });
    });
  });

export const rawIterator: Arm = (job) =>
  consumeAll(job, async (consumer, start, end) => {
    let records = 0;
    let bytes = 0;
    for await (const record of await consumer.createStream(start)) {
      bytes += record.value().byteLength;
      if (++records === end) break;
    }
    return bytes > 0 ? records : 0;
  });

async function consumeAll(
  { cluster, log, warmUp, brokerPids }: ArmJob,
  consume: Consume,
): Promise<ArmOutcome> {
  const client = await native.default.connect(cluster);
  const readAll = async (stored: StoredLog) => {
    const counts = await Promise.all(
      stored.ends
        .filter(({ end }) => end > 0)
        .map(async ({ topic, partition, end }) => {
          const name = stored.names[topic as keyof StoredLog['names']];
          const consumer = await client.partitionConsumer(name, partition);
          const start = new native.Offset({ index: 0, from: native.OffsetFrom.Beginning });
          return consume(consumer, start, end);
        }),
    );
    expectAll(
      stored.count,
      counts.reduce((sum, count) => sum + count, 0),
    );
  };
  await readAll(warmUp);
  return { measured: await measure(log.count, brokerPids, () => readAll(log)) };
}
