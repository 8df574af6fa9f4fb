import type { Topic } from '../schemas/topics.js';

/** One record to send. */
export interface GeneratedEvent {
  readonly topic: Topic;
  /** The entity, so that all its events land in one partition. */
  readonly key: string;
  /** The exact bytes; a string stands for its UTF-8. Only spoiled events are ever a Uint8Array. */
  readonly value: string | Uint8Array;
  /** Simulated time at which it is sent, in ms since 1970; never decreases along the stream. */
  readonly at: number;
}
