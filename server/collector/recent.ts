/**
 * The latest events that never reached a topic: turned away at the door, which leaves no dead letter, or sent with a
 * sandbox key. They are kept in memory alone, so that a developer sees why an event did not arrive.
 */
import type { Topic } from '../../schemas/index.js';

/** How many are kept, and how many bytes of values and keys; the oldest go first. */
const MOST_EVENTS = 1000;
const MOST_BYTES = 1024 * 1024;
/** Of a value, so much is kept; of a key, which a rejected event may have of any length, too. */
const MOST_VALUE_BYTES = 2048;
const MOST_KEY_CHARACTERS = 128;

/** An event that ended here; as `events/latest` shows those that did not. */
export interface RecentEvent {
  /** Counts up by one with each event since the server was started. */
  readonly seq: number;
  /** When it came, ISO 8601. */
  readonly at: string;
  readonly source: 'http';
  readonly topic: Topic;
  readonly partition: null;
  readonly offset: null;
  /** What its record's key would be; empty where the event has none. */
  readonly key: string;
  /** `sandbox` is what would have been accepted. */
  readonly verdict: 'sandbox' | 'rejected';
  /** Why it was rejected; null in a sandbox. */
  readonly reason: string | null;
  readonly pointer: string | null;
  /** Its text, at most 2 KiB of it. */
  readonly value: string;
}

export type Seen = Pick<RecentEvent, 'topic' | 'key' | 'verdict' | 'reason' | 'pointer'> & {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly value: Buffer;
};

export interface RecentFilter {
  readonly topic?: string | undefined;
  readonly key?: string | undefined;
  readonly verdict?: string | undefined;
}

export class RecentEvents {
  #events: RecentEvent[] = [];
  #bytes = 0;
  #seq = 0;

  /** Of many at once only the last ones are kept. */
  static readonly most = MOST_EVENTS;

  add({ at, key, value, ...rest }: Seen): void {
    const event: RecentEvent = {
      ...rest,
      seq: ++this.#seq,
      at: new Date(at).toISOString(),
      source: 'http',
      partition: null,
      offset: null,
      key: [...key.slice(0, 2 * MOST_KEY_CHARACTERS)].slice(0, MOST_KEY_CHARACTERS).join(''),
      value: beginning(value),
    };
    this.#events.push(event);
    this.#bytes += bytesOf(event);
    let dropped = 0;
    for (; this.#events.length - dropped > MOST_EVENTS || this.#bytes > MOST_BYTES; dropped++)
      this.#bytes -= bytesOf(this.#events[dropped]!);
    if (dropped > 0) this.#events.splice(0, dropped);
  }

  /** Newest first. */
  list({ topic, key, verdict }: RecentFilter = {}): RecentEvent[] {
    return this.#events
      .filter(
        (event) =>
          (topic === undefined || event.topic === topic) &&
          (key === undefined || event.key === key) &&
          (verdict === undefined || event.verdict === verdict),
      )
      .reverse();
  }
}

/** Cut between characters; bytes that are no UTF-8 show as U+FFFD. */
function beginning(value: Buffer): string {
  if (value.length <= MOST_VALUE_BYTES) return value.toString('utf8');
  let end = MOST_VALUE_BYTES;
  while (end > 0 && ((value[end] ?? 0) & 0xc0) === 0x80) end--;
  return value.toString('utf8', 0, end);
}

/** Two a character, as a string may take. */
function bytesOf({ key, value }: RecentEvent): number {
  return 2 * (key.length + value.length);
}
