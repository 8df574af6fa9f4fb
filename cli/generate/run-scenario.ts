/** Sends a scenario: as fast as it can up to the present or its end, then in real time. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type GeneratedEvent, rateAt, Scenario } from '../../generator/index.js';
import { type Context, say } from '../context.js';
import { count } from '../render/numbers.js';
import { startProgress } from '../render/progress.js';
import { sanitize } from '../render/sanitize.js';
import type { GeneratePlan } from './plan.js';
import type { EventSink } from './sink.js';
import type { OutgoingEvent } from './studio-names.js';

/** Events handed over at once at the most: what is due after a machine has slept would not fit into memory. */
const CHUNK = 2000;

/** So late live events must be to be told, ms, and so little to be caught up again. */
const WORTH_A_WORD = 5000;
const CAUGHT_UP = 500;

/** How often live events are sent, ms. */
const TICK = 50;

export interface Sent {
  readonly scenario: Scenario;
  /** Events that arrived for certain. */
  readonly certain: number;
  /** Of these, events sent again after a lost connection. */
  readonly repeated: number;
}

/** @param asSent what to make of each event: the names of a studio */
export async function runScenario(
  context: Context,
  plan: GeneratePlan,
  sink: EventSink,
  asSent: (event: GeneratedEvent) => OutgoingEvent = (event) => event,
): Promise<Sent> {
  const scenario = new Scenario(plan.options);
  const source = new Source(scenario, plan, asSent);
  await backfill(context, plan, source, sink);
  if (plan.live && !context.signal.aborted) await goLive(context, source, sink);
  return { scenario, ...(await sink.flush()) };
}

/** Hands out the events of a scenario up to its end, keeping the one that is not due yet. */
class Source {
  taken = 0;
  #next: GeneratedEvent | undefined;

  constructor(
    readonly scenario: Scenario,
    readonly plan: GeneratePlan,
    readonly asSent: (event: GeneratedEvent) => OutgoingEvent,
  ) {}

  /** At most `most` events that are due at `time`; empty when none is, or when the scenario has ended. */
  due(time: number, most: number): OutgoingEvent[] {
    const events: OutgoingEvent[] = [];
    const end = Math.min(time, this.plan.until);
    while (events.length < most && this.taken < this.plan.count) {
      this.#next ??= this.scenario.take();
      if (this.#next.at > end) break;
      events.push(this.asSent(this.#next));
      this.#next = undefined;
      this.taken++;
    }
    return events;
  }
}

async function backfill(
  context: Context,
  plan: GeneratePlan,
  source: Source,
  sink: EventSink,
): Promise<void> {
  const progress = startProgress(
    context,
    plan.live ? 'Back-filling' : 'Sending',
    expected(plan, context.now()),
    'event',
  );
  const sendUntil = async (time: number) => {
    while (!context.signal.aborted) {
      const events = source.due(time, CHUNK);
      if (events.length === 0) return;
      await sink.send(events);
      progress.update(source.taken);
    }
  };
  if (plan.live) await reachThePresent(context, sendUntil);
  else await sendUntil(Number.POSITIVE_INFINITY);
  await sink.flush();
  progress.end(source.taken);
}

/** Meanwhile the present moves on: again, as long as it comes nearer. */
async function reachThePresent(
  { now, signal }: Context,
  sendUntil: (time: number) => Promise<void>,
): Promise<void> {
  let before = Number.POSITIVE_INFINITY;
  while (!signal.aborted) {
    const present = now();
    await sendUntil(present);
    const late = now() - present;
    if (late < CAUGHT_UP || late >= before) return;
    before = late;
  }
}

/** About how many events the back-fill will be. */
function expected({ options, count, until, live }: GeneratePlan, now: number): number {
  if (Number.isFinite(count)) return count;
  const end = live ? now : until;
  const { density, start } = options;
  const warm = Math.min(end - start, density.warmupMs);
  const rest = end - start - warm;
  const warmRate = density.warmupMs > 0 ? rateAt({ ...density, dailySwing: 0 }, start, start) : 0;
  return Math.max(1, Math.round((warm * warmRate + rest * density.rate) / 1000));
}

async function goLive(context: Context, source: Source, sink: EventSink): Promise<void> {
  const delay = new Delay(context, source.plan.options.density.rate);
  while (!context.signal.aborted) {
    const events = source.due(context.now(), CHUNK);
    if (events.length > 0) {
      await sink.send(events);
      await sink.flush();
      context.stdout.write(events.map(printed).join(''));
      delay.look(events.at(-1)!.at);
    }
    if (events.length < CHUNK) await sleep(TICK);
  }
}

/** Says so when live events are sent late, since they then no longer show what is happening. */
class Delay {
  #isTold = false;

  constructor(
    readonly context: Context,
    readonly rate: number,
  ) {}

  /** @param at the simulated time of the event sent last */
  look(at: number): void {
    const late = this.context.now() - at;
    if (late > WORTH_A_WORD && !this.#isTold) {
      const seconds = Math.round(late / 1000);
      say(
        this.context,
        `The events are ${seconds} s late, and sent as fast as possible. If they do not catch up, ${count(this.rate)} events a second are too many here: use a smaller --rate.`,
      );
    }
    this.#isTold = late > (this.#isTold ? CAUGHT_UP : WORTH_A_WORD);
  }
}

/** Longest part of a spoiled event that is shown, in characters. */
const SHOWN = 400;

function printed({ topic, key, value }: OutgoingEvent): string {
  const text = typeof value === 'string' ? value : Buffer.from(value.subarray(0, SHOWN)).toString();
  return `${topic} ${sanitize(key)} ${sanitize(text.slice(0, SHOWN))}\n`;
}
