/** Sends a scenario: as fast as it can up to the present or its end, then in real time. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type GeneratedEvent, rateAt, Scenario } from '../../generator/index.js';
import type { Context } from '../context.js';
import { startProgress } from '../render/progress.js';
import { sanitize } from '../render/sanitize.js';
import type { GeneratePlan } from './plan.js';
import type { EventSink } from './sink.js';

/** Events handed over at once while catching up. */
const CHUNK = 2000;

/** How often live events are sent, ms. */
const TICK = 50;

export interface Sent {
  readonly scenario: Scenario;
  /** Events that arrived for certain. */
  readonly certain: number;
  /** Of these, events sent again after a lost connection. */
  readonly repeated: number;
}

export async function runScenario(context: Context, plan: GeneratePlan, sink: EventSink): Promise<Sent> {
  const scenario = new Scenario(plan.options);
  const source = new Source(scenario, plan);
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
  ) {}

  /** At most `most` events that are due at `time`; empty when none is, or when the scenario has ended. */
  due(time: number, most: number): GeneratedEvent[] {
    const events: GeneratedEvent[] = [];
    const end = Math.min(time, this.plan.until);
    while (events.length < most && this.taken < this.plan.count) {
      this.#next ??= this.scenario.take();
      if (this.#next.at > end) break;
      events.push(this.#next);
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
    'events',
  );
  while (!context.signal.aborted) {
    const events = source.due(plan.live ? context.now() : Number.POSITIVE_INFINITY, CHUNK);
    if (events.length === 0) break;
    await sink.send(events);
    progress.update(source.taken);
  }
  await sink.flush();
  progress.end(source.taken);
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
  while (!context.signal.aborted) {
    const events = source.due(context.now(), Number.POSITIVE_INFINITY);
    if (events.length > 0) {
      await sink.send(events);
      await sink.flush();
      context.stdout.write(events.map(printed).join(''));
    }
    await sleep(TICK);
  }
}

/** Longest part of a spoiled event that is shown, in characters. */
const SHOWN = 400;

function printed({ topic, key, value }: GeneratedEvent): string {
  const text = typeof value === 'string' ? value : Buffer.from(value.subarray(0, SHOWN)).toString();
  return `${topic} ${sanitize(key)} ${sanitize(text.slice(0, SHOWN))}\n`;
}
