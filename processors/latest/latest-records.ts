/**
 * Chooses of a commit the records that are kept for people to see: the newest of each topic, so many that it costs next
 * to nothing whatever flows, and every record of a followed key. Unless a key is followed no record is looked at: batches
 * are remembered, and what is chosen of them is read again at the commit.
 */
import type { ColumnBatch } from '../../fluvio/client/columns/column-batch.js';
import { KEY_FIELD, type Topic } from '../../schemas/index.js';
import type { DeadLetter } from '../store/dead-letters.js';
import type { FollowedKeys } from '../store/latest/followed-keys.js';
import { KEPT_OF_KEY, type LatestRecord } from '../store/latest/record.js';
import { REJECTED, type TopicRows } from '../take/topic-rows.js';
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
  readonly batch: ColumnBatch;
  /** By raw record; `REJECTED` marks what is no candidate. */
  readonly verdicts: Uint8Array;
  readonly candidates: number;
}

interface OfTopic {
  readonly batches: Newest<TakenBatch>;
  readonly letters: Newest<readonly [arrival: number, letter: DeadLetter]>;
  readonly events: Allowance;
  readonly rejected: Allowance;
}

type Chosen = readonly [arrival: number, record: LatestRecord];

export class LatestRecords {
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

  /** A batch is taken in: its letters come next. */
  begin(): void {
    this.#followed = this.following.current();
    this.#arrivals++;
  }

  /** A record of it is rejected. */
  letter(letter: DeadLetter): void {
    const topic = letter.topic as Topic;
    const rules = this.rules[topic];
    const followed = this.#followed.size > 0 ? followedKeyOf(letter, rules, this.#followed) : undefined;
    if (followed === undefined) this.#ofTopic(topic).letters.add([this.#arrivals, letter]);
    else this.#follow(followed, [this.#arrivals, letterRecord(letter, followed, true)]);
  }

  /** The batch is through, from record `first` on. */
  end(batch: ColumnBatch, first: number, rows: TopicRows): void {
    const { raw, rawIndex } = batch;
    if (raw === undefined) return;
    const keys = this.#followed.size > 0 ? this.#keysOf(rows) : undefined;
    const verdicts = new Uint8Array(raw.count).fill(REJECTED);
    let candidates = 0;
    for (let r = 0; r < raw.count; r++) {
      const i = rawIndex[r]!;
      const verdict = rows.verdicts[i]!;
      if (i < first || i >= batch.count || verdict === REJECTED) continue;
      const key = keys?.(i);
      if (key === undefined) {
        verdicts[r] = verdict;
        candidates++;
      } else {
        this.#follow(key, [this.#arrivals, eventRecord(batch, r, verdict, key, true)]);
      }
    }
    if (candidates === 0) return;
    const taken = { arrival: this.#arrivals, batch, verdicts, candidates };
    this.#ofTopic(rows.topic).batches.add(taken);
  }

  /** Gives the key of a row's event where it is followed; compares codes. */
  #keysOf({ topic, table }: TopicRows): (row: number) => string | undefined {
    const { dictionary } = table;
    const followed = new Map([...this.#followed].map((key) => [dictionary.codeOf(key), key]));
    const codes = (table.texts as Readonly<Record<string, Int32Array>>)[KEY_FIELD[topic]]!;
    return (row) => followed.get(codes[row]!);
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

function weightOf({ batch, candidates }: TakenBatch): number {
  return Math.max(candidates, batch.raw!.bytes.buffer.byteLength / BYTES_A_RECORD);
}

/** The newest `most`, the newest first. */
function newestEvents(batches: readonly TakenBatch[], most: number, rules: Rules): Chosen[] {
  const chosen: Chosen[] = [];
  for (const { arrival, batch, verdicts } of batches.toReversed()) {
    const { topic, bytes, valueStart, valueEnd } = batch.raw!;
    for (let r = verdicts.length - 1; r >= 0 && chosen.length < most; r--) {
      if (verdicts[r] === REJECTED) continue;
      const value = bytes.toString('utf8', valueStart[r]!, valueEnd[r]!);
      const key = entityOf(value, topic as Topic, rules) ?? null;
      chosen.push([arrival, eventRecord(batch, r, verdicts[r]!, key, false)]);
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
