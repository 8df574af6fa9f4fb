import type { AdminChange } from '../../protocol/messages/admin-watch.js';
import type { ObjectLabel } from '../../protocol/objects/typed-object.js';

export type FeedListener<L extends ObjectLabel> = (changes: readonly AdminChange<L>[]) => void;

/** The changes of one kind of object, for those who watch it. */
export class Feed<L extends ObjectLabel> {
  readonly #listeners = new Set<FeedListener<L>>();
  #epoch = 0;

  /** Rises with every publication. */
  get epoch(): number {
    return this.#epoch;
  }

  publish(changes: readonly AdminChange<L>[]): void {
    if (changes.length === 0) return;
    this.#epoch++;
    for (const listener of this.#listeners) listener(changes);
  }

  /** Returns what ends the subscription. */
  subscribe(listener: FeedListener<L>): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
