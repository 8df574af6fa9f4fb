import { TOPICS, type Topic } from '../schemas/topics.js';
import { spoil } from './bad-events.js';
import { conflictingBytes } from './conflicting-bytes.js';
import type { FaultLog } from './fault-log.js';
import type { GeneratedEvent } from './generated-event.js';
import type { GeneratorOptions } from './options.js';
import { Prng } from './prng.js';
import { TimeQueue } from './time-queue.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Of the events sent twice, the share whose second copy says something else. */
const SHARE_OF_CONFLICTS = 0.1;

/**
 * Where the simulation drops its events: gives each its event_id, and lets the faults asked for happen to it on its
 * way out. The faults draw from a chance of their own, so the simulation's own luck is the same with and without them.
 */
export class Outbox {
  private readonly counters = new Map<Topic, number>(TOPICS.map((topic) => [topic, 0]));
  private readonly ready: GeneratedEvent[] = [];
  private readIndex = 0;
  private readonly delayed = new TimeQueue<GeneratedEvent>();
  private readonly prng: Prng;
  private readonly isFaultless: boolean;

  constructor(
    private readonly source: string,
    private readonly options: GeneratorOptions,
    private readonly faults: FaultLog,
  ) {
    this.prng = new Prng(`${source}/faults`);
    this.isFaultless = options.bad === 0 && options.duplicates === 0 && options.late === 0;
  }

  /**
   * Sends an event: `body` is its JSON from behind the opening brace on, the event_id is put in front.
   * Returns whether it goes out unspoiled. What is planted as evidence is never late, so that the ground truth holds at
   * any point of the stream.
   */
  send(topic: Topic, key: string, body: string, at: number, isPlanted = false): boolean {
    const number = this.counters.get(topic) as number;
    this.counters.set(topic, number + 1);
    const value = `{"event_id":"${this.source}-${number}",${body}`;
    if (this.isFaultless) {
      this.ready.push({ topic, key, value, at });
      return true;
    }
    return this.sendWithFaults(topic, key, value, at, isPlanted);
  }

  /** The next event that leaves now, in the order of sending. */
  takeReady(): GeneratedEvent | undefined {
    if (this.readIndex === this.ready.length) return undefined;
    const event = this.ready[this.readIndex++] as GeneratedEvent;
    if (this.readIndex === this.ready.length) {
      this.ready.length = 0;
      this.readIndex = 0;
    }
    return event;
  }

  /** When the next late or repeated event leaves; Infinity when none waits. */
  nextDelayed(): number {
    return this.delayed.firstTime();
  }

  takeDelayed(): GeneratedEvent {
    return this.delayed.pop();
  }

  private sendWithFaults(topic: Topic, key: string, text: string, at: number, isPlanted: boolean): boolean {
    const { bad, duplicates, late } = this.options;
    const { prng } = this;
    const isBad = prng.chance(bad);
    const isLate = prng.chance(late) && !isPlanted;
    const isRepeated = prng.chance(duplicates);

    let value: string | Uint8Array = text;
    if (isBad) {
      const spoiled = spoil(topic, text, prng);
      this.faults.countBad(spoiled.kind);
      value = spoiled.value;
    }
    const leavesAt = isLate ? at + this.lateness() : at;
    if (isLate) {
      this.faults.late++;
      this.delayed.push(leavesAt, { topic, key, value, at: leavesAt });
    } else {
      this.ready.push({ topic, key, value, at });
    }
    if (isRepeated) this.repeat({ topic, key, value, at: leavesAt }, isBad);
    return !isBad;
  }

  /** Two minutes to six hours, mostly towards the shorter end. */
  private lateness(): number {
    const unit = this.prng.unit();
    return Math.floor(2 * MINUTE + unit * unit * unit * 6 * HOUR);
  }

  /** A spoiled event has no conflicting copy: a valid one would be accepted as the first of its id. */
  private repeat(first: GeneratedEvent, isBad: boolean): void {
    const { topic, key } = first;
    const at = first.at + this.prng.whole(20, 30_000);
    const isConflicting = this.prng.chance(SHARE_OF_CONFLICTS) && !isBad;
    if (isConflicting) this.faults.conflicting++;
    else this.faults.sameAgain++;
    const value = isConflicting ? conflictingBytes(topic, first.value as string) : first.value;
    this.delayed.push(at, { topic, key, value, at });
  }
}
