/**
 * Chooses of a commit the records that are kept for people to see: the newest of each topic, so many that it costs next
 * to nothing whatever flows, and every record of a followed key. Unless a key is followed no record is looked at: batches
 * are remembered, and what is chosen of them is read again at the commit.
 */
import type { RecordBatch } from '../../fluvio/client/types.js';
import { type EventOf, KEY_FIELD, type Topic } from '../../schemas/index.js';
import type { DeadLetter } from '../store/dead-letters.js';
import type { FollowedKeys } from '../store/latest/followed-keys.js';
import { KEPT_OF_KEY, type LatestRecord } from '../store/latest/record.js';
import type { Rules } from '../verdict/rules.js';
import { Allowance } from './allowance.js';
import { entityOf, followedKeyOf, letterKey } from './key-of.js';
import { Newest } from './newest.js';
import { eventRecord, letterRecord } from './shown.js';

/** Records of a topic in a commit, and in the long run in a second; those that were rejected by themselves. */
const BURST = 100;
const A_SECOND = 200;

/** So many bytes of a batch weigh as much as a record, so that large ones do not wait for a commit in numbers. */
const BYTES_A_RECORD = 80 * 1024;

/** A batch that was taken in: what is neither rejected nor followed is a candidate. */
interface TakenBatch {
  /** Number of the batch, among all of them. */
  readonly arrival: number;
  readonly batch: RecordBatch;
  readonly first: number;
  readonly duplicates: Set<number>;
  readonly others: Set<number>;
}

interface OfTopic {
  readonly batches: Newest<TakenBatch>;
  readonly letters: Newest<readonly [arrival: number, letter: DeadLetter]>;
  readonly events: Allowance;
  readonly rejected: Allowance;
}

type Chosen = readonly [arrival: number, record: LatestRecord];

export class LatestRecords {
  #current: TakenBatch | undefined;
  #arrivals = 0;
  #followed: ReadonlySet<string> = new Set();
  readonly #ofTopics = new Map<Topic, OfTopic>();
  readonly #ofKeys = new Map<string, Newest<Chosen>>();

  /** @param now for how many a second there may be, ms */
  constructor(
    readonly rules: Readonly<Record<Topic, Rules>>,
    readonly following: FollowedKeys,
    readonly now: () => number = () => performance.now(),
  ) {}

  /** A batch is taken in, from record `first` on. */
  begin(batch: RecordBatch, first: number): void {
    this.#followed = this.following.current();
    this.#current = { arrival: ++this.#arrivals, batch, first, duplicates: new Set(), others: new Set() };
  }

  /** Record `i` of it is accepted or a duplicate. */
  event(i: number, event: EventOf<Topic>, isNew: boolean): void {
    const { batch, duplicates, others, arrival } = this.#current!;
    if (!isNew) duplicates.add(i);
    if (this.#followed.size === 0) return;
    const key = (event as unknown as Record<string, string>)[KEY_FIELD[batch.topic as Topic]]!;
    if (!this.#followed.has(key)) return;
    others.add(i);
    const verdict = isNew ? 'accepted' : 'duplicate';
    this.#follow(key, [arrival, eventRecord(batch, i, verdict, key, true)]);
  }

  /** Record `i` of it is rejected. */
  letter(i: number, letter: DeadLetter): void {
    const { arrival, others } = this.#current!;
    others.add(i);
    const topic = letter.topic as Topic;
    const rules = this.rules[topic];
    const followed = this.#followed.size > 0 ? followedKeyOf(letter, rules, this.#followed) : undefined;
    if (followed === undefined) this.#ofTopic(topic).letters.add([arrival, letter]);
    else this.#follow(followed, [arrival, letterRecord(letter, followed, true)]);
  }

  /** The batch is through. */
  end(): void {
    const { batch, first, others } = this.#current!;
    if (batch.count - first > others.size) this.#ofTopic(batch.topic as Topic).batches.add(this.#current!);
    this.#current = undefined;
  }

  /** What is to be kept of everything since the last time, in the order in which it came. */
  take(): LatestRecord[] {
    const chosen = [...this.#ofKeys.values()].flatMap((newest) => newest.take());
    this.#ofKeys.clear();
    const now = this.now();
    for (const [topic, { batches, letters, events, rejected }] of this.#ofTopics) {
      const rules = this.rules[topic];
      chosen.push(...events.grant(now, (most) => newestEvents(batches.take(), most, rules)));
      chosen.push(...rejected.grant(now, (most) => newestLetters(letters.take(), most, rules)));
    }
    return chosen
      .sort(([a, one], [b, other]) => a - b || one.offset - other.offset)
      .map(([, record]) => record);
  }

  #ofTopic(topic: Topic): OfTopic {
    let ofTopic = this.#ofTopics.get(topic);
    if (ofTopic === undefined) {
      ofTopic = {
        batches: new Newest(BURST, weightOf),
        letters: new Newest(BURST),
        events: new Allowance(BURST, A_SECOND),
        rejected: new Allowance(BURST, A_SECOND),
      };
      this.#ofTopics.set(topic, ofTopic);
    }
    return ofTopic;
  }

  #follow(key: string, chosen: Chosen): void {
    let newest = this.#ofKeys.get(key);
    if (newest === undefined) {
      newest = new Newest(KEPT_OF_KEY);
      this.#ofKeys.set(key, newest);
    }
    newest.add(chosen);
  }
}

function weightOf({ batch, first, others }: TakenBatch): number {
  return Math.max(batch.count - first - others.size, batch.bytes.buffer.byteLength / BYTES_A_RECORD);
}

/** The newest `most`, the newest first. */
function newestEvents(batches: readonly TakenBatch[], most: number, rules: Rules): Chosen[] {
  const chosen: Chosen[] = [];
  for (const { arrival, batch, first, duplicates, others } of batches.toReversed()) {
    for (let i = batch.count - 1; i >= first && chosen.length < most; i--) {
      if (others.has(i)) continue;
      const value = batch.bytes.toString('utf8', batch.valueStart[i]!, batch.valueEnd[i]!);
      const key = entityOf(value, batch.topic as Topic, rules) ?? null;
      const verdict = duplicates.has(i) ? 'duplicate' : 'accepted';
      chosen.push([arrival, eventRecord(batch, i, verdict, key, false)]);
    }
  }
  return chosen;
}

function newestLetters(
  letters: readonly (readonly [arrival: number, letter: DeadLetter])[],
  most: number,
  rules: Rules,
): Chosen[] {
  return letters
    .slice(Math.max(0, letters.length - most))
    .map(([arrival, letter]) => [arrival, letterRecord(letter, letterKey(letter, rules), false)]);
}
