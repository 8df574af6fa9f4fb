import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type SmartModuleSpec, smartModuleCodec } from '../../protocol/objects/smartmodule.js';
import type { SpuSpec } from '../../protocol/objects/spu.js';
import { type TopicSpec, topicCodec } from '../../protocol/objects/topic.js';
import type { Metadata } from '../../protocol/objects/typed-object.js';
import { ConsumerOffsets } from './consumer-offsets.js';
import { Feed } from './feed.js';
import { ObjectFiles } from './object-files.js';
import type { Partition } from './partition.js';
import { loadSpec, type StoredSpec, storeSpec } from './stored-spec.js';
import { CONSUMER_OFFSET_SPEC, CONSUMER_OFFSET_TOPIC } from './system-topic.js';
import { logFolder, Topic } from './topic.js';

export interface ClusterOptions {
  readonly dataDir: string;
  readonly spuId: number;
  /** How long changes of partitions' statuses are gathered before those who watch hear of them. */
  readonly statusIntervalMs: number;
  readonly log: (level: 'info' | 'warn' | 'error', message: string) => void;
}

type StoredTopic = StoredSpec & { readonly id: string };

/**
 * The one owner of what the broker knows: topics with their logs, and SmartModules, kept on disk; the SPU, which is
 * itself. Every change is made, saved and published in one go, without an `await` in between.
 */
export class Cluster {
  readonly topicFeed = new Feed<'Topic'>();
  readonly partitionFeed = new Feed<'Partition'>();
  readonly spuFeed = new Feed<'SPU'>();
  readonly smartModuleFeed = new Feed<'SmartModule'>();
  readonly consumers: ConsumerOffsets;
  readonly #options: ClusterOptions;
  readonly #logs: string;
  readonly #topicFiles: ObjectFiles<StoredTopic>;
  readonly #smartModuleFiles: ObjectFiles<StoredSpec>;
  readonly #topics = new Map<string, Topic>();
  readonly #smartModules = new Map<string, SmartModuleSpec>();
  readonly #changed = new Set<Partition>();
  #spu: SpuSpec | undefined;
  #statusTimer: NodeJS.Timeout | undefined;

  /** Loads everything from `dataDir`, which is made when missing. */
  constructor(options: ClusterOptions) {
    this.#options = options;
    this.#logs = join(options.dataDir, 'logs');
    mkdirSync(this.#logs, { recursive: true, mode: 0o700 });
    this.#topicFiles = new ObjectFiles(join(options.dataDir, 'topics'));
    this.#smartModuleFiles = new ObjectFiles(join(options.dataDir, 'smartmodules'));
    for (const [name, stored] of this.#smartModuleFiles.load()) {
      this.#smartModules.set(name, loadSpec(smartModuleCodec, stored));
    }
    for (const [name, stored] of this.#topicFiles.load()) {
      this.#openTopic(name, stored.id, loadSpec(topicCodec, stored));
    }
    this.#removeStrayLogs();
    this.consumers = new ConsumerOffsets(join(options.dataDir, 'consumers'));
    this.consumers.keepOnly((topic) => this.#topics.has(topic));
    if (!this.#topics.has(CONSUMER_OFFSET_TOPIC))
      this.createTopic(CONSUMER_OFFSET_TOPIC, CONSUMER_OFFSET_SPEC);
  }

  get spuId(): number {
    return this.#options.spuId;
  }

  /** The address of the SPU is known only once it listens. */
  set spu(spec: SpuSpec) {
    this.#spu = spec;
  }

  get spus(): Metadata<'SPU'>[] {
    if (this.#spu === undefined) return [];
    return [{ name: `custom-spu-${this.#spu.id}`, spec: this.#spu, status: { resolution: 'online' } }];
  }

  get topics(): Topic[] {
    return [...this.#topics.values()];
  }

  topic(name: string): Topic | undefined {
    return this.#topics.get(name);
  }

  partition(topic: string, index: number): Partition | undefined {
    return this.#topics.get(topic)?.partitions[index];
  }

  get partitions(): Metadata<'Partition'>[] {
    return this.topics.flatMap((topic) =>
      topic.partitions.map((partition) => topic.partitionMetadata(partition)),
    );
  }

  get smartModules(): Metadata<'SmartModule'>[] {
    return [...this.#smartModules].map(([name, spec]) => ({ name, spec, status: {} }));
  }

  hasSmartModule(name: string): boolean {
    return this.#smartModules.has(name);
  }

  /** The WebAssembly of a SmartModule; throws when its payload is not gzip. */
  smartModule(name: string): Uint8Array | undefined {
    const spec = this.#smartModules.get(name);
    return spec === undefined ? undefined : gunzipSync(spec.wasm.payload);
  }

  /** Throws when the disk, or the number of open files, does not allow it, and then has made nothing. */
  createTopic(name: string, spec: TopicSpec): void {
    const id = randomBytes(4).toString('hex');
    this.#saveTopic({ name, id }, spec);
    try {
      const topic = this.#openTopic(name, id, spec);
      this.#publishTopic(topic, topic.partitions);
    } catch (error) {
      this.#topicFiles.remove(name);
      rmSync(join(this.#logs, logFolder(name, id)), { recursive: true, force: true });
      throw error;
    }
  }

  /** Replaces a topic's spec by one with more partitions. Throws as {@link createTopic} does. */
  extendTopic(topic: Topic, spec: TopicSpec): void {
    const before = topic.spec;
    // Saved first: what is written to a partition that no spec names would be gone after a restart.
    this.#saveTopic(topic, spec);
    let added: Partition[];
    try {
      added = topic.extend(spec);
    } catch (error) {
      this.#saveTopic(topic, before);
      throw error;
    }
    this.#publishTopic(topic, added);
  }

  deleteTopic(topic: Topic): void {
    const partitions = topic.partitions.map((partition) => topic.partitionMetadata(partition));
    const { metadata } = topic;
    // First the name, then the records: a crash in between leaves a stray folder, and no topic without its log.
    this.#topicFiles.remove(topic.name);
    this.#topics.delete(topic.name);
    for (const partition of topic.partitions) this.#changed.delete(partition);
    this.partitionFeed.publish(partitions.map((gone) => ({ change: 'delete', metadata: gone })));
    this.topicFeed.publish([{ change: 'delete', metadata }]);
    topic.delete();
    this.consumers.deleteTopic(topic.name);
    rmSync(join(this.#logs, logFolder(topic.name, topic.id)), { recursive: true, force: true });
  }

  /** Makes a SmartModule, or replaces the one of that name. Throws when it cannot be saved, and then changes nothing. */
  putSmartModule(name: string, spec: SmartModuleSpec): void {
    // The payload is a view of a request's frame, which would be kept alive as a whole.
    const own = { ...spec, wasm: { ...spec.wasm, payload: Buffer.from(spec.wasm.payload) } };
    this.#smartModuleFiles.save(name, storeSpec(smartModuleCodec, own));
    this.#smartModules.set(name, own);
    this.smartModuleFeed.publish([{ change: 'update', metadata: { name, spec: own, status: {} } }]);
  }

  /** Whether there was one of that name. */
  deleteSmartModule(name: string): boolean {
    const spec = this.#smartModules.get(name);
    if (spec === undefined) return false;
    this.#smartModules.delete(name);
    this.#smartModuleFiles.remove(name);
    this.smartModuleFeed.publish([{ change: 'delete', metadata: { name, spec, status: {} } }]);
    return true;
  }

  /** Applies every topic's retention. What the disk does not allow is tried again the next time. */
  removeExpired(now: number): void {
    for (const partition of this.topics.flatMap((topic) => topic.partitions)) {
      try {
        partition.removeExpired(now);
      } catch (error) {
        this.#options.log('error', `retention of ${partition.key}: ${(error as Error).message}`);
      }
    }
  }

  close(): void {
    clearTimeout(this.#statusTimer);
    for (const topic of this.#topics.values()) topic.close();
  }

  #saveTopic({ name, id }: { name: string; id: string }, spec: TopicSpec): void {
    this.#topicFiles.save(name, { id, ...storeSpec(topicCodec, spec) });
  }

  #openTopic(name: string, id: string, spec: TopicSpec): Topic {
    const topic = new Topic({
      name,
      id,
      spec,
      logs: this.#logs,
      spuId: this.spuId,
      onChange: (partition) => this.#noteChange(partition),
      onDamage: (message) => this.#options.log('warn', message),
    });
    this.#topics.set(name, topic);
    return topic;
  }

  /** Logs of topics whose deletion, or whose making, a crash has cut short. */
  #removeStrayLogs(): void {
    const known = new Set(this.topics.map(({ name, id }) => logFolder(name, id)));
    for (const folder of readdirSync(this.#logs)) {
      if (!known.has(folder)) rmSync(join(this.#logs, folder), { recursive: true, force: true });
    }
  }

  #publishTopic(topic: Topic, partitions: readonly Partition[]): void {
    this.topicFeed.publish([{ change: 'update', metadata: topic.metadata }]);
    this.#publishPartitions(partitions);
  }

  #publishPartitions(partitions: Iterable<Partition>): void {
    const changes = [...partitions].flatMap((partition) => {
      const metadata = this.#topics.get(partition.topic)?.partitionMetadata(partition);
      return metadata === undefined ? [] : [{ change: 'update', metadata } as const];
    });
    this.partitionFeed.publish(changes);
  }

  /** Every append changes a status; watchers hear of it as often as a real SPU would report it. */
  #noteChange(partition: Partition): void {
    this.#changed.add(partition);
    if (this.#statusTimer !== undefined) return;
    this.#statusTimer = setTimeout(() => {
      this.#statusTimer = undefined;
      const changed = [...this.#changed];
      this.#changed.clear();
      this.#publishPartitions(changed);
    }, this.#options.statusIntervalMs);
    this.#statusTimer.unref();
  }
}
