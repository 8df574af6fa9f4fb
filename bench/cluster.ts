/** The broker of a run: an embedded one of its own, or a cluster that is there. Topics have names of this run alone. */
import { randomBytes } from 'node:crypto';
import { startCluster, stopCluster } from '../fluvio/broker/lifecycle/index.js';
import {
  endOffsets,
  ensureTopics,
  type FluvioConnection,
  openFluvio,
  withTopicNames,
} from '../fluvio/client/index.js';
import { TOPICS, type Topic } from '../schemas/index.js';
import type { StoredLog } from './arms/job.js';
import type { Options } from './options.js';

export class BenchCluster {
  readonly #run = `bench-${randomBytes(3).toString('hex')}`;
  readonly #made: string[] = [];

  private constructor(
    readonly address: { readonly host: string; readonly port: number },
    readonly where: string,
    /** Undefined of a process where it is not known. */
    readonly brokerPids: readonly number[],
    readonly connection: FluvioConnection,
    readonly stop: () => Promise<unknown>,
  ) {}

  /** @param dataDir of the embedded broker */
  static async open({ cluster, brokerPids }: Options, dataDir: string): Promise<BenchCluster> {
    if (cluster !== undefined) {
      const connection = await openFluvio({ kind: 'address', ...cluster });
      const where = `a cluster at ${cluster.host}:${cluster.port}`;
      return new BenchCluster(cluster, where, brokerPids, connection, async () => undefined);
    }
    const { state } = await startCluster({ dataDir, scPort: 0, spuPort: 0, owned: true });
    const address = { host: '127.0.0.1', port: state.scPort };
    const connection = await openFluvio({ kind: 'address', ...address });
    return new BenchCluster(address, 'the embedded broker', [state.pid], connection, () =>
      stopCluster(dataDir),
    );
  }

  /** Five empty topics. @param log names them apart: lower-case letters and digits */
  async makeTopics(log: string, partitions: number): Promise<Record<Topic, string>> {
    const names = Object.fromEntries(TOPICS.map((topic) => [topic, `${this.#run}-${log}-${topic}`]));
    this.#made.push(...Object.values(names));
    await ensureTopics(
      this.connection,
      Object.values(names).map((name) => ({ name, partitions })),
    );
    return names as Record<Topic, string>;
  }

  /** Topics as they are after the first `count` events were sent to them. */
  async storedLog(names: Readonly<Record<Topic, string>>, count: number): Promise<StoredLog> {
    const ends = await endOffsets(withTopicNames(this.connection, names), TOPICS);
    const stored = ends.reduce((sum, { end }) => sum + end, 0);
    if (stored !== count) throw new Error(`${count} events were sent, the topics hold ${stored}`);
    return { count, names, ends };
  }

  /** Deletes the topics of this run and nothing else; the embedded broker goes with all it has. */
  async close(): Promise<void> {
    try {
      for (const name of this.#made) {
        await this.connection.deleteTopic(name).catch((error) => {
          if (error.code !== 'TOPIC_NOT_FOUND') throw error;
        });
      }
    } finally {
      await this.connection.close();
      await this.stop();
    }
  }
}
