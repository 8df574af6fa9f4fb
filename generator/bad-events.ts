import type { Topic } from '../schemas/topics.js';
import { BAD_BYTES } from './bad-bytes.js';
import { BAD_FIELDS } from './bad-fields.js';
import type { Prng } from './prng.js';

/** One way in which an event can be spoiled. */
export interface Spoiler {
  readonly kind: string;
  /** Only where it can happen; every topic when absent. */
  readonly topics?: readonly Topic[];
  /** Makes of a valid event's text bytes that no consumer should accept. */
  spoil(text: string, topic: Topic, prng: Prng): string | Uint8Array;
}

const SPOILERS: readonly Spoiler[] = [...BAD_BYTES, ...BAD_FIELDS];

const spoilersOf = new Map<Topic, readonly Spoiler[]>();

/** Spoils a valid event in one of the ways open to its topic, all equally likely. */
export function spoil(topic: Topic, text: string, prng: Prng): { kind: string; value: string | Uint8Array } {
  const chosen = prng.pick(spoilersFor(topic));
  return { kind: chosen.kind, value: chosen.spoil(text, topic, prng) };
}

/** The ways in which an event of this topic can be spoiled. */
export function spoilersFor(topic: Topic): readonly Spoiler[] {
  let found = spoilersOf.get(topic);
  if (found === undefined) {
    found = SPOILERS.filter((spoiler) => spoiler.topics === undefined || spoiler.topics.includes(topic));
    spoilersOf.set(topic, found);
  }
  return found;
}
