/** Fresh events for whoever asks: a simulated world for each topic, which goes on by one event for each one asked for. */
import { type GeneratedEvent, generate, type Scenario } from '../../generator/index.js';
import type { Topic } from '../../schemas/index.js';
import { withTimeMoved } from '../collector/event-text.js';
import type { Judges } from '../collector/judges.js';

/** Events a simulated second, of all topics: for one who asks once a second the world goes about as fast as the clock. */
const RATE = 5;
/** Then comes a world with other players' stories, since what one remembers grows. */
const EVENTS_A_WORLD = 1_000_000;

export interface LiveEventsParts {
  /** Never the same again: event ids are made from it. */
  readonly seed: () => string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** How the studio writes an event. */
  readonly asSent: (event: GeneratedEvent) => { readonly value: string | Uint8Array };
  /** Knows how the studio calls the fields. */
  readonly judges: Judges;
}

interface World {
  readonly scenario: Scenario;
  taken: number;
}

export class LiveEvents {
  readonly #worlds = new Map<Topic, World>();

  constructor(readonly parts: LiveEventsParts) {}

  /** So many events, oldest first: the last is of this moment, the others as long before as the world has them apart. */
  take(topic: Topic, count: number): string[] {
    const { asSent, judges, now } = this.parts;
    const events = Array.from({ length: count }, () => this.#next(topic));
    const offset = now() - events.at(-1)!.at;
    return events.map((event) => {
      const value = Buffer.from(asSent(event).value);
      return withTimeMoved(value, topic, judges[topic], offset).toString('utf8');
    });
  }

  #next(topic: Topic): GeneratedEvent {
    let world = this.#worlds.get(topic);
    if (world === undefined || world.taken === EVENTS_A_WORLD) {
      world = { scenario: this.#made(topic), taken: 0 };
      this.#worlds.set(topic, world);
    }
    world.taken++;
    return world.scenario.take();
  }

  #made(topic: Topic): Scenario {
    const density = { warmupMs: 0, warmupRate: 0, rate: RATE, dailySwing: 0 };
    return generate({ seed: this.parts.seed(), start: this.parts.now(), topics: [topic], density });
  }
}
