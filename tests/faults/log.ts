/** A broker of its own with a log of every kind of event: late, repeated, spoiled, and without ids. */
import { rmSync } from 'node:fs';
import { startCluster, stopCluster } from '../../fluvio/broker/lifecycle/index.js';
import {
  ensureTopics,
  type FluvioConnection,
  type FluvioTarget,
  loadTopics,
  openFluvio,
} from '../../fluvio/client/index.js';
import { type GeneratedEvent, generate } from '../../generator/index.js';
import { TOPICS, type Topic } from '../../schemas/index.js';

export interface Ports {
  readonly pid: number;
  readonly scPort: number;
  readonly spuPort: number;
}

export interface BrokerOptions {
  /** The host that clients are told, where a relay listens on the same ports. */
  readonly advertise?: string;
  /** To be the same as before a restart. */
  readonly ports?: Ports;
}

export async function startBroker(dataDir: string, { advertise, ports }: BrokerOptions = {}): Promise<Ports> {
  const { state } = await startCluster({
    dataDir,
    scPort: ports?.scPort ?? 0,
    spuPort: ports?.spuPort ?? 0,
    owned: true,
    ...(advertise === undefined ? {} : { advertise }),
  });
  return { pid: state.pid, scPort: state.scPort, spuPort: state.spuPort };
}

export async function removeBroker(dataDir: string): Promise<void> {
  await stopCluster(dataDir);
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
}

export function target(port: number, host = '127.0.0.1'): FluvioTarget {
  return { kind: 'address', host, port };
}

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

export async function makeTopics(connection: FluvioConnection): Promise<void> {
  await ensureTopics(connection, loadTopics());
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

/** A broker with a log in it. */
export async function brokerWithLog(
  dataDir: string,
  count: number,
  seed: number,
  options: BrokerOptions = {},
): Promise<Ports> {
  const ports = await startBroker(dataDir, options);
  const connection = await openFluvio(target(ports.scPort));
  try {
    await makeTopics(connection);
    await send(connection, events(count, seed, true));
  } finally {
    await connection.close();
  }
  return ports;
}
