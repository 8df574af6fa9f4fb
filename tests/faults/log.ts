/** Logs of every kind of event: late, repeated, spoiled, and without ids. */
import type { FluvioConnection } from '../../fluvio/client/index.js';
import { type GeneratedEvent, generate } from '../../generator/index.js';
import { TOPICS, type Topic } from '../../schemas/index.js';

/**
 * Some days of play, in few events.
 * @param faults whether some are late, repeated or spoiled; without, each is valid and comes once
 */
export function events(count: number, seed: number, faults: boolean): GeneratedEvent[] {
  const scenario = generate({
    seed,
    start: Date.UTC(2026, 0, 12),
    density: { warmupMs: 0, rate: 0.5, dailySwing: 0.5 },
    ...(faults ? { bad: 0.02, duplicates: 0.03, late: 0.05, skew: 0.02 } : {}),
  });
  return Array.from({ length: count }, () => scenario.take());
}

/** Sends events in small batches, in order within each topic. The topics are there. */
export async function send(connection: FluvioConnection, all: readonly GeneratedEvent[]): Promise<void> {
  const producers = new Map<Topic, ReturnType<FluvioConnection['producer']>>(
    TOPICS.map((topic) => [topic, connection.producer(topic)]),
  );
  const CHUNK = 500;
  for (let from = 0; from < all.length; from += CHUNK) {
    const chunk = all.slice(from, from + CHUNK);
    await Promise.all(
      [...producers].map(([topic, producer]) =>
        producer.send(chunk.filter((event) => event.topic === topic)),
      ),
    );
    await Promise.all([...producers.values()].map((producer) => producer.flush()));
  }
  for (const producer of producers.values()) producer.close();
}
