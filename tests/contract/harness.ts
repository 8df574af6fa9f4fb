import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FluvioAdmin } from '@fluvio/client';
import { afterAll, beforeAll, describe } from 'vitest';
import { clusterUnderTest } from './clusters.js';
import { connect, type Fluvio, type Pair } from './fluvio-client.js';
import type { Address } from './raw-request.js';

/** How long nothing must come before it counts as silence. */
export const QUIET_MS = 700;

/** A file of the captures, which are where the expected values come from. */
export const golden = (file: string): Buffer => readFileSync(new URL(`../golden/${file}`, import.meta.url));
export const moduleNamed = (name: string): Buffer => golden(`modules/${name}.wasm`);

/** The values that a capture's command printed, each after an arrow or as an error. */
export const printed = (name: string): unknown[] =>
  golden(`${name}.out`)
    .toString()
    .split('\n')
    .filter((line) => /^(->|ERR) [[{"]/.test(line))
    .map((line) => JSON.parse(line.replace(/^\S+ /, '')));

/** A partition in the client's list. */
interface Listed {
  readonly name: string;
  readonly spec: unknown;
  readonly status: { readonly resolution: string; readonly leader: { readonly leo: number } };
}

/** What the tests of one cluster share; topics bear the run's id, since a real cluster has others. */
export class ContractRun {
  readonly id = Math.random().toString(36).slice(2, 8);
  /** Topics to be deleted in the end. */
  readonly made: string[] = [];
  address!: Address;
  fluvio!: Fluvio;
  admin!: FluvioAdmin;

  /** A new topic of this run, ready for its first record. */
  async newTopic(name: string): Promise<string> {
    const topic = `${name}-${this.id}`;
    await this.admin.createTopic(topic);
    this.made.push(topic);
    await this.statusOf(topic, () => true);
    return topic;
  }

  /** Lists come as JSON text. */
  async topicsNamed(topic: string): Promise<unknown[]> {
    const all: { name: string }[] = JSON.parse(await this.admin.listTopic());
    return all.filter(({ name }) => name === topic);
  }

  /** Listed, not found: `findPartition` of this client finds none. */
  async partitionsOf(topic: string): Promise<Listed[]> {
    const all: Listed[] = JSON.parse(await this.admin.listPartitions());
    return all.filter(({ name }) => name.replace(/-\d+$/, '') === topic);
  }

  /** The first partition's status once `isIt` holds of its log's end; a real cluster's is up to half a second old. */
  async statusOf(topic: string, isIt: (end: number) => boolean): Promise<Listed['status']> {
    for (let tries = 0; tries < 40; tries++) {
      const partition = (await this.partitionsOf(topic)).find(({ name }) => name === `${topic}-0`);
      const status = partition?.status;
      if (status?.resolution === 'Online' && isIt(status.leader.leo)) return status;
      await sleep(100);
    }
    throw new Error(`${topic} did not get there`);
  }

  /** Waits for a topic's partitions: until its SPU has reported on one, the client waits for it, or loses records. */
  async partitionsReady(topic: string, count: number): Promise<void> {
    for (let tries = 0; tries < 100; tries++) {
      const listed = await this.partitionsOf(topic);
      const ready = listed.filter(({ status }) => status.resolution === 'Online' && status.leader.leo >= 0);
      if (ready.length === count) return;
      await sleep(100);
    }
    throw new Error(`${topic} has not got its partitions`);
  }

  /** A new topic with the five records that `player-events` has after the capture 02-client-produce. */
  async capturedTopic(name: string): Promise<string> {
    const topic = await this.newTopic(name);
    const producer = await this.fluvio.topicProducer(topic);
    await producer.sendRecord('{"no":"key"}', 0);
    await producer.flush();
    await this.produce(
      topic,
      [['player-1', '{"n":1}']],
      [
        ['player-2', '{"n":2}'],
        ['player-3', '{"n":3}'],
        ['player-4', 'é→😀'],
      ],
    );
    return topic;
  }

  /** Sends each batch with a flush of its own, so that it is stored as one. */
  async produce(topic: string, ...batches: Pair[][]): Promise<void> {
    const producer = await this.fluvio.topicProducer(topic);
    for (const batch of batches) {
      await producer.sendAll(batch as [string, string][]);
      await producer.flush();
    }
  }

  consumer(topic: string) {
    return this.fluvio.partitionConsumer(topic, 0);
  }
}

/**
 * One part of what the project counts on, through the unmodified `@fluvio/client` and a real socket: held by the embedded
 * broker or, when GAME_FLOW_CLUSTER is set, by a real cluster.
 */
export function contract(title: string, define: (run: ContractRun) => void): void {
  const cluster = clusterUnderTest();
  describe(`${title}, on ${cluster.name}`, () => {
    const run = new ContractRun();
    beforeAll(async () => {
      run.address = await cluster.start();
      run.fluvio = await connect(run.address.host, run.address.port);
      run.admin = await run.fluvio.admin();
    });
    afterAll(() => cluster.stop(run.made));
    define(run);
  });
}
