import type { Settings } from '../settings/settings.js';
import { type EventOf, readEvent, type Topic } from './events.js';
import { type RecordTime, SeenIds } from './ids.js';
import { type LogRecord, valueText } from './record.js';
import { SECOND } from './time.js';

/** What becomes of a record; an accepted one comes with its event. */
export type Verdict<T extends Topic = Topic> =
  | { readonly kind: 'accepted'; readonly event: EventOf[T] }
  | { readonly kind: 'duplicate' | 'rejected' };

/** The last instant of a Date, +275760-09-13: a producer may write any later one, and it counts as this. */
const LAST_RECORD_TIME = 8.64e15;

const DUPLICATE = { kind: 'duplicate' } as const;
const REJECTED = { kind: 'rejected' } as const;

/** Judges the records of one topic and partition, in the order in which they are to be judged. */
export class PartitionJudge<T extends Topic> {
  readonly #ids = new SeenIds();
  /** The largest Fluvio timestamp so far, as far as timestamps are shown. */
  #recordTime = Number.NEGATIVE_INFINITY;
  #allShown = true;

  /** @param recordTimeAtMost what no record's Fluvio timestamp exceeds, where that is known though timestamps are not */
  constructor(
    readonly topic: T,
    readonly settings: Settings,
    readonly recordTimeAtMost = Number.POSITIVE_INFINITY,
  ) {}

  /** Repeats of ids that are not SOURCE-NUMBER of which only record times could say whether they are duplicates. */
  get undecided(): number {
    return this.#ids.undecided;
  }

  judge(record: LogRecord): Verdict<T> {
    const { timestamp } = record;
    if (timestamp === undefined) this.#allShown = false;
    const stamp = timestamp === undefined || timestamp === null || timestamp === -1 ? null : timestamp;
    if (stamp !== null && stamp >= 0) {
      this.#recordTime = Math.max(this.#recordTime, Math.min(stamp, LAST_RECORD_TIME));
    }

    const ahead = this.settings.thresholds.ahead_seconds * SECOND;
    const read = readEvent(this.topic, parse(valueText(record)), this.settings);
    if (read === null || (stamp !== null && read.event.time > stamp + ahead)) return REJECTED;
    // Had it been further ahead of its record, it would not be there as an event.
    if (!this.#allShown) this.#recordTime = Math.max(this.#recordTime, read.event.time - ahead);
    if (read.id !== undefined && this.#ids.isRepeat(read.id, this.#time())) return DUPLICATE;
    return { kind: 'accepted', event: read.event };
  }

  #time(): RecordTime {
    const isExact = this.#allShown;
    const atMost = isExact ? this.#recordTime : this.recordTimeAtMost;
    return { soFar: Math.min(this.#recordTime, atMost), atMost, isExact };
  }
}

function parse(text: string | null): unknown {
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
