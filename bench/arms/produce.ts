/** Sending the events, until all of them are acknowledged. */
import type { FluvioConnection } from '../../fluvio/client/index.js';
import { TOPICS } from '../../schemas/index.js';
import { measure } from '../measure.js';
import { allEvents, chunksOf, type FileEvent } from '../workload/event-file.js';
import { connected, expectAll } from './connect.js';
import type { ArmJob, ArmOutcome } from './job.js';

/** Events handed to the producers at once. */
const CHUNK = 5000;

export function produce({ events: path, log, warmUp, ...job }: ArmJob): Promise<ArmOutcome> {
  return connected(job, async (to) => {
    const events = await allEvents(path, log.count);
    if (warmUp.count > 0) await send(to(warmUp), inChunks(events.slice(0, warmUp.count)));
    const connection = to(log);
    const measured = await measure(log.count, job.brokerPids, async () => {
      expectAll(log.count, await send(connection, inChunks(events)));
    });
    return { measured };
  });
}

/** The same for a log that is only needed: events are read while they are sent, and nothing is measured. */
export function fill({ events, log, ...job }: ArmJob): Promise<ArmOutcome> {
  return connected(job, async (to) => {
    expectAll(log.count, await send(to(log), chunksOf(events, CHUNK, log.count)));
    return {};
  });
}

function* inChunks(events: readonly FileEvent[]): Generator<readonly FileEvent[]> {
  for (let from = 0; from < events.length; from += CHUNK) yield events.slice(from, from + CHUNK);
}

/** Resolves with how many are acknowledged. */
async function send(
  connection: FluvioConnection,
  chunks: Iterable<readonly FileEvent[]> | AsyncIterable<readonly FileEvent[]>,
): Promise<number> {
  const producers = TOPICS.map((topic) => ({ topic, producer: connection.producer(topic) }));
  for await (const chunk of chunks) {
    await Promise.all(
      producers.map(({ topic, producer }) => producer.send(chunk.filter((event) => event.topic === topic))),
    );
  }
  const counts = await Promise.all(producers.map(({ producer }) => producer.flush()));
  return counts.reduce((sum, { certain }) => sum + certain, 0);
}
