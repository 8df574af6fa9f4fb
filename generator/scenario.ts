import type { Topic } from '../schemas/topics.js';
import { employEvaders } from './evasive-fraud.js';
import { employFraudsters } from './fraud.js';
import type { GeneratedEvent } from './generated-event.js';
import { describeGroundTruth, type GroundTruth } from './ground-truth.js';
import { Operations } from './incidents.js';
import { Lobby } from './lobby.js';
import { plantLookalikes } from './lookalikes.js';
import { plantNearMisses } from './near-misses.js';
import type { GeneratorOptions } from './options.js';
import { World } from './world.js';

/**
 * An endless stream of events in the order in which they are sent, made while it is read. The same options give the
 * same bytes, whoever reads how many of them.
 */
export class Scenario implements IterableIterator<GeneratedEvent> {
  readonly source: string;
  private readonly world: World;
  private readonly wanted: ReadonlySet<Topic> | undefined;
  private lastAt: number;

  constructor(readonly options: GeneratorOptions) {
    this.world = new World(options);
    this.source = this.world.source;
    this.wanted = options.topics.length === 5 ? undefined : new Set(options.topics);
    this.lastAt = options.start;
    this.world.actors.push(options.start, new Lobby(this.world));
    new Operations(this.world);
    employFraudsters(this.world);
    employEvaders(this.world);
    plantNearMisses(this.world);
    plantLookalikes(this.world);
  }

  /** The next event. There always is one. */
  take(): GeneratedEvent {
    for (;;) {
      const event = this.takeAnyTopic();
      this.lastAt = event.at;
      if (this.wanted === undefined || this.wanted.has(event.topic)) return event;
    }
  }

  next(): IteratorYieldResult<GeneratedEvent> {
    return { done: false, value: this.take() };
  }

  [Symbol.iterator](): this {
    return this;
  }

  /** What has been planted in the events taken so far. */
  groundTruth(): GroundTruth {
    return describeGroundTruth(this.world, this.lastAt);
  }

  private takeAnyTopic(): GeneratedEvent {
    const { outbox, actors } = this.world;
    for (;;) {
      const ready = outbox.takeReady();
      if (ready !== undefined) return ready;
      const now = actors.firstTime();
      if (outbox.nextDelayed() <= now) return outbox.takeDelayed();
      this.letAct(now);
    }
  }

  /** While it acts an actor stays first: whatever it adds is due later, or at the same time but behind it. */
  private letAct(now: number): void {
    const { actors } = this.world;
    const next = actors.first().step(now);
    if (next === Number.POSITIVE_INFINITY) actors.pop();
    else actors.postponeFirst(next);
  }
}
