/**
 * Topics that are called otherwise on a cluster than here. Everything that passes through this connection is renamed in
 * both directions, so that whoever uses it knows our names alone; errors of the cluster keep the cluster's.
 */
import type { ColumnBatch } from './columns/column-batch.js';
import type {
  ColumnReadOptions,
  FluvioConnection,
  FluvioProducer,
  PartitionStatus,
  PlainReadOptions,
  RecordBatch,
  RecordReadOptions,
  TopicSettings,
  TopicSummary,
} from './types.js';

/**
 * A topic of the cluster that bears one of our names but stands for none of our topics is not seen.
 *
 * @param names our name → the cluster's, each another
 */
export function withTopicNames(
  connection: FluvioConnection,
  names: Readonly<Record<string, string>>,
): FluvioConnection {
  const isRenamed = Object.entries(names).some(([ours, theirs]) => ours !== theirs);
  return isRenamed ? new RenamedTopics(connection, names) : connection;
}

class RenamedTopics implements FluvioConnection {
  readonly #theirs: ReadonlyMap<string, string>;
  readonly #ours: ReadonlyMap<string, string>;

  constructor(
    readonly connection: FluvioConnection,
    names: Readonly<Record<string, string>>,
  ) {
    this.#theirs = new Map(Object.entries(names));
    this.#ours = new Map(Object.entries(names).map(([ours, theirs]) => [theirs, ours]));
  }

  nameAtCluster(topic: string): string {
    return this.#theirs.get(topic) ?? topic;
  }

  async topics(): Promise<TopicSummary[]> {
    const topics = await this.connection.topics();
    return topics.flatMap((topic) => {
      const name = this.#oursOf(topic.name);
      return name === undefined ? [] : [{ ...topic, name }];
    });
  }

  createTopic(name: string, settings: TopicSettings): Promise<void> {
    return this.connection.createTopic(this.nameAtCluster(name), settings);
  }

  deleteTopic(name: string): Promise<void> {
    return this.connection.deleteTopic(this.nameAtCluster(name));
  }

  async partitions(topic?: string): Promise<PartitionStatus[]> {
    const statuses = await this.connection.partitions(
      topic === undefined ? undefined : this.nameAtCluster(topic),
    );
    return statuses.flatMap((status) => {
      const name = this.#oursOf(status.topic);
      return name === undefined ? [] : [{ ...status, topic: name }];
    });
  }

  settleLogStarts(topics: readonly string[]): Promise<void> {
    return this.connection.settleLogStarts(topics.map((topic) => this.nameAtCluster(topic)));
  }

  producer(topic: string): FluvioProducer {
    return this.connection.producer(this.nameAtCluster(topic));
  }

  async *read(
    topic: string,
    partition: number,
    options: RecordReadOptions,
  ): AsyncGenerator<RecordBatch, void, undefined> {
    for await (const batch of this.connection.read(this.nameAtCluster(topic), partition, options)) {
      yield { ...batch, topic };
    }
  }

  async *readColumns(
    topic: string,
    partition: number,
    options: ColumnReadOptions,
  ): AsyncGenerator<ColumnBatch, void, undefined> {
    for await (const batch of this.connection.readColumns(this.nameAtCluster(topic), partition, options)) {
      const raw = batch.raw && { ...batch.raw, topic };
      yield { ...batch, topic, raw };
    }
  }

  async *readPlain(
    topic: string,
    partition: number,
    options: PlainReadOptions,
  ): AsyncGenerator<RecordBatch, void, undefined> {
    for await (const batch of this.connection.readPlain(this.nameAtCluster(topic), partition, options)) {
      yield { ...batch, topic };
    }
  }

  close(): Promise<void> {
    return this.connection.close();
  }

  /** Undefined for a topic that only looks like one of ours. */
  #oursOf(theirs: string): string | undefined {
    return this.#ours.get(theirs) ?? (this.#theirs.has(theirs) ? undefined : theirs);
  }
}
