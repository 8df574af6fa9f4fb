import { createHash } from 'node:crypto';
import type { ReplicaKey } from '../../protocol/messages/replica-key.js';
import { ObjectFiles } from './object-files.js';

/** How far a named consumer has come in one partition. */
export interface KeptOffset {
  readonly consumerId: string;
  readonly replicaId: ReplicaKey;
  /** Offset of the last record it has done with. */
  readonly offset: number;
  /** Seconds since 1970. */
  readonly modifiedTime: number;
}

/**
 * The offsets that consumers ask the SPU to keep, on disk before they are answered. A real SPU keeps them in the records
 * of the system topic; here each has a small file, named by a hash since a consumer may be called anything.
 */
export class ConsumerOffsets {
  readonly #files: ObjectFiles<KeptOffset>;
  readonly #kept: Map<string, KeptOffset>;

  constructor(directory: string) {
    this.#files = new ObjectFiles(directory);
    this.#kept = new Map(this.#files.load());
  }

  get all(): KeptOffset[] {
    return [...this.#kept.values()];
  }

  get(consumerId: string, replicaId: ReplicaKey): KeptOffset | undefined {
    return this.#kept.get(nameOf(consumerId, replicaId));
  }

  /** Throws when the disk does not allow it; what was kept before stays then. */
  put(kept: KeptOffset): void {
    const name = nameOf(kept.consumerId, kept.replicaId);
    this.#files.save(name, kept);
    this.#kept.set(name, kept);
  }

  delete(consumerId: string, replicaId: ReplicaKey): void {
    const name = nameOf(consumerId, replicaId);
    this.#files.remove(name);
    this.#kept.delete(name);
  }

  /** A topic made anew starts at 0, so what was kept of the old one must go with it. */
  deleteTopic(topic: string): void {
    this.keepOnly((other) => other !== topic);
  }

  /** Forgets all topics but these. */
  keepOnly(isKept: (topic: string) => boolean): void {
    for (const { consumerId, replicaId } of this.all) {
      if (!isKept(replicaId.topic)) this.delete(consumerId, replicaId);
    }
  }
}

function nameOf(consumerId: string, { topic, partition }: ReplicaKey): string {
  return createHash('sha256')
    .update(JSON.stringify([topic, partition, consumerId]))
    .digest('hex');
}
