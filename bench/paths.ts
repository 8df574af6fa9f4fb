/** The real thing: `@fluvio/client`, the broker's socket, its log, SQLite. */
import { endOffsets, ensureTopics, type FluvioConnection, loadTopics } from '../fluvio/client/index.js';
import type { GeneratedEvent } from '../generator/index.js';
import { runProcessors } from '../processors/run/run.js';
import { Store } from '../processors/store/store.js';
import { TOPICS } from '../schemas/index.js';
import { DEFAULT_SETTINGS } from '../settings/settings.js';
import { type Measured, measure } from './measure.js';

/** Events handed to the producers at once. */
const CHUNK = 5000;

export async function produceAll(
  connection: FluvioConnection,
  events: readonly GeneratedEvent[],
  brokerPid: number,
): Promise<Measured> {
  await ensureTopics(connection, loadTopics());
  const producers = new Map(TOPICS.map((topic) => [topic, connection.producer(topic)]));
  return measure('produce, acknowledged', events.length, brokerPid, async () => {
    for (let from = 0; from < events.length; from += CHUNK) {
      const chunk = events.slice(from, from + CHUNK);
      await Promise.all(
        [...producers].map(([topic, producer]) =>
          producer.send(chunk.filter((event) => event.topic === topic)),
        ),
      );
    }
    await Promise.all([...producers.values()].map((producer) => producer.flush()));
  });
}

export async function consumeAll(
  connection: FluvioConnection,
  count: number,
  brokerPid: number,
): Promise<Measured> {
  const ends = await endOffsets(connection, TOPICS);
  return measure('consume to memory', count, brokerPid, async () => {
    const counts = await Promise.all(
      ends.map(({ topic, partition, end }) => consume(connection, topic, partition, end)),
    );
    expectAll(
      count,
      counts.reduce((sum, n) => sum + n, 0),
    );
  });
}

async function consume(
  connection: FluvioConnection,
  topic: string,
  partition: number,
  end: number,
): Promise<number> {
  let records = 0;
  if (end === 0) return 0;
  for await (const batch of connection.read(topic, partition, { from: 'start' })) {
    records += batch.count;
    if (batch.baseOffset + batch.count >= end) break;
  }
  return records;
}

export async function processAll(
  connection: FluvioConnection,
  count: number,
  path: string,
  brokerPid: number,
): Promise<Measured> {
  const until = await endOffsets(connection, TOPICS);
  const store = Store.open(path, DEFAULT_SETTINGS);
  try {
    return await measure('whole path to SQLite, exactly once', count, brokerPid, async () => {
      const signal = new AbortController().signal;
      const { taken } = await runProcessors({ connection, store, onGap: 'stop', signal, until });
      expectAll(count, taken);
    });
  } finally {
    store.close();
  }
}

function expectAll(expected: number, found: number): void {
  if (found !== expected) throw new Error(`${expected} events were sent, ${found} came back`);
}
