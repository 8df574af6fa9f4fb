/** The five topics, in the order in which they are numbered inside the generator. */
export const TOPICS = [
  'player-events',
  'purchase-events',
  'server-metrics',
  'combat-events',
  'game-actions',
] as const;

export type Topic = (typeof TOPICS)[number];

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
