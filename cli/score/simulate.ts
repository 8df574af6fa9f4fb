/**
 * A scenario from the seed to the score without Fluvio: generated in memory, folded by the real processor into a
 * database that is thrown away, in commits of a few seconds of event time.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as breath } from 'node:timers/promises';
import { type GeneratedEvent, generate, type PartialOptions, type Scenario } from '../../generator/index.js';
import { Processor } from '../../processors/processor.js';
import { databasePath } from '../../processors/store/open.js';
import type { PartitionPosition } from '../../processors/store/partitions.js';
import { Store } from '../../processors/store/store.js';
import { type EventOf, TOPICS, type Topic } from '../../schemas/index.js';
import type { Settings } from '../../settings/settings.js';
import { eventBatch } from './event-batch.js';
import { Evidence } from './evidence.js';
import { readFigures } from './figures.js';
import { FlagWatch } from './flag-watch.js';
import { flagOfAlert, flagOfFraud } from './flags.js';
import { score } from './score.js';
import type { ScoreRow } from './score-row.js';

/** Event time between two commits, ms. */
const COMMIT_EVERY = 5_000;
/** Commits between two looks at Ctrl-C, and between two of the topics whose flags have no time. */
const BREATHE_EVERY = 24;

/** Topics with flags whose time is measured. */
const TIMED: readonly Topic[] = ['purchase-events', 'server-metrics'];

export interface Simulation {
  readonly options: PartialOptions;
  /** How much event time, ms. */
  readonly duration: number;
  readonly settings: Settings;
  readonly signal: AbortSignal;
  /** Told now and then how much event time is covered, ms. */
  readonly onProgress: (covered: number) => void;
}

/** What `--seed` stands for: ten events a second, fewer at night, from a noon on. */
export function scoredScenario(seed: string, players: number | undefined): PartialOptions {
  const density = { warmupMs: 0, rate: 10, dailySwing: 0.5 };
  return { seed, start: Date.UTC(2026, 0, 12, 12), density, ...(players === undefined ? {} : { players }) };
}

/** The score of a scenario without faults; undefined when it was interrupted. */
export async function simulate(simulation: Simulation): Promise<ScoreRow[] | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'game-flow-score-'));
  try {
    const store = Store.open(databasePath(folder), simulation.settings);
    // Nobody needs this database after a power cut.
    store.db.pragma('synchronous = OFF');
    try {
      return await new Run(generate(simulation.options), store, simulation.settings).score(simulation);
    } finally {
      store.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

class Run {
  readonly #processor: Processor;
  readonly #positions: ReadonlyMap<Topic, PartitionPosition>;
  readonly #evidence: Evidence;
  readonly #watch: FlagWatch;
  readonly #waiting = new Map<Topic, GeneratedEvent[]>();

  constructor(
    readonly scenario: Scenario,
    readonly store: Store,
    readonly settings: Settings,
  ) {
    this.#processor = new Processor(store);
    this.#positions = new Map(TOPICS.map((topic) => [topic, store.addPosition(topic, 0, 0)]));
    this.#evidence = new Evidence(settings);
    this.#watch = new FlagWatch(store.db, settings);
  }

  async score({ duration, signal, onProgress }: Simulation): Promise<ScoreRow[] | undefined> {
    const { start } = this.scenario.options;
    let next = start + COMMIT_EVERY;
    for (let commits = 1; ; ) {
      const event = this.scenario.take();
      if (event.at >= next || event.at >= start + duration) {
        const isLast = event.at >= start + duration;
        this.#commit(isLast || commits % BREATHE_EVERY === 0 ? TOPICS : TIMED);
        if (isLast) return this.#result();
        while (next <= event.at) next += COMMIT_EVERY;
        if (commits++ % BREATHE_EVERY === 0) {
          onProgress(event.at - start);
          await breath();
          if (signal.aborted) return undefined;
        }
      }
      this.#add(event);
    }
  }

  #add(event: GeneratedEvent): void {
    const waiting = this.#waiting.get(event.topic);
    if (waiting === undefined) this.#waiting.set(event.topic, [event]);
    else waiting.push(event);
    if (event.topic === 'purchase-events') this.#evidence.purchase(parsed<'purchase-events'>(event));
    if (event.topic === 'server-metrics') this.#evidence.sample(parsed<'server-metrics'>(event));
  }

  #commit(topics: readonly Topic[]): void {
    const taken = topics.filter((topic) => this.#take(topic));
    this.#processor.commit();
    const watermark = (topic: Topic) => (this.#positions.get(topic) as PartitionPosition).maxTime;
    if (taken.includes('purchase-events')) this.#watch.lookAtFraud(watermark('purchase-events'));
    if (taken.includes('server-metrics')) this.#watch.lookAtAlerts(watermark('server-metrics'));
  }

  #take(topic: Topic): boolean {
    const events = this.#waiting.get(topic) ?? [];
    if (events.length === 0) return false;
    const position = this.#positions.get(topic) as PartitionPosition;
    this.#processor.take(position, eventBatch(position.nextOffset, events));
    this.#waiting.delete(topic);
    return true;
  }

  #result(): ScoreRow[] {
    const { settings } = this;
    const truth = this.scenario.groundTruth();
    const figures = readFigures(this.store.db, settings);
    const final = [
      ...figures.fraud.map((row) => flagOfFraud(row, settings)),
      ...figures.alerts.map(flagOfAlert),
    ];
    return score(truth, figures, settings, {
      withdrawn: this.#watch.withdrawn(final),
      secondsOf: (flag) => {
        const seen = this.#watch.firstSeen(flag);
        const completed = this.#evidence.completedAt(flag, truth);
        return seen === undefined || completed === undefined ? undefined : (seen - completed) / 1000;
      },
    });
  }
}

/** The events of a scenario without faults are valid. */
function parsed<T extends Topic>({ value }: GeneratedEvent): EventOf<T> {
  return JSON.parse(value as string) as EventOf<T>;
}
