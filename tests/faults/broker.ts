/**
 * The brokers that are put to the test: embedded ones of our own, or a Fluvio cluster that runs already, where the topics
 * have names of this run alone and are deleted after it.
 */
import { exec } from 'node:child_process';
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { startCluster, stopCluster } from '../../fluvio/broker/lifecycle/index.js';
import { ensureTopics, loadTopics } from '../../fluvio/client/index.js';
import { connectAt, deleteTopics, ownPrefix, type TopicsAt } from '../support/own-topics.js';
import type { Chance } from './chance.js';
import { RELAY_HOST, Relay } from './relay.js';

/** A cluster that runs already. */
export interface GivenCluster {
  readonly host: string;
  readonly port: number;
  /** Of its only SPU, which tells clients that it is at `RELAY_HOST`. Without it nothing can be put between. */
  readonly spuPort?: number;
  /** A command that kills the SPU and starts it again. */
  readonly restart?: string;
}

export interface Broker {
  /** Where clients find it, and the topics on it. */
  readonly at: TopicsAt;
  /** What all connections go through, if they do. */
  readonly relay: Relay | undefined;
  /** Kills it and starts it again; undefined where nobody told how. */
  readonly restart: (() => Promise<void>) | undefined;
  /** Removes whatever the run has left. */
  remove(): Promise<void>;
}

/**
 * A broker with the topics, empty. A relay is there where `relayed` is asked for, or where a given cluster needs one.
 * @param folder where an embedded one keeps its data
 * @throws Error when a relay is asked for, and the given cluster's SPU port was not told
 */
export async function openBroker(
  given: GivenCluster | undefined,
  folder: string,
  chance: Chance,
  relayed: boolean,
): Promise<Broker> {
  const broker =
    given === undefined ? await embedded(folder, chance, relayed) : await ofCluster(given, chance);
  if (relayed && broker.relay === undefined) throw new Error('the port of the SPU is not known');
  const connection = await connectAt(broker.at);
  try {
    await ensureTopics(connection, loadTopics());
  } finally {
    await connection.close();
  }
  return broker;
}

async function embedded(dataDir: string, chance: Chance, relayed: boolean): Promise<Broker> {
  const advertise = relayed ? { advertise: RELAY_HOST } : {};
  let { state } = await startCluster({ dataDir, scPort: 0, spuPort: 0, owned: true, ...advertise });
  const { scPort, spuPort } = state;
  const relay = relayed ? await relayOf(chance, [scPort, spuPort]) : undefined;
  return {
    at: { host: relayed ? RELAY_HOST : '127.0.0.1', port: scPort, prefix: '' },
    relay,
    restart: async () => {
      process.kill(state.pid, 'SIGKILL');
      // Until it is gone its port is still open, and a start would take it for running.
      while (isAlive(state.pid)) await sleep(10);
      await sleep(chance.whole(100, 1000));
      ({ state } = await startCluster({ dataDir, scPort, spuPort, owned: true, ...advertise }));
    },
    remove: async () => {
      relay?.close();
      await stopCluster(dataDir);
      rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function ofCluster({ host, port, spuPort, restart }: GivenCluster, chance: Chance): Promise<Broker> {
  const relay = spuPort === undefined ? undefined : await relayOf(chance, [port, spuPort]);
  const at = { host: relay === undefined ? host : RELAY_HOST, port, prefix: ownPrefix('faults') };
  return {
    at,
    relay,
    restart: restart === undefined ? undefined : async () => void (await promisify(exec)(restart)),
    remove: async () => {
      relay?.close();
      // Past the relay, which may still be troubled.
      await deleteTopics({ ...at, host });
    },
  };
}

async function relayOf(chance: Chance, ports: readonly number[]): Promise<Relay> {
  const relay = new Relay(chance);
  await relay.listen(ports);
  return relay;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
