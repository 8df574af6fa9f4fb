/**
 * One set of events, taken in again and again: in another order, on other partitions, in other batches and commits, with
 * restarts in between, and with batches and records that come twice. The figures must be the same to the last byte.
 */
import { createHash } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Prng } from '../../generator/prng.js';
import { Processor } from '../../processors/processor.js';
import { STATS, WHATS, type What } from '../../processors/store/stats/index.js';
import { Store } from '../../processors/store/store.js';
import { TOPICS, type Topic } from '../../schemas/index.js';
import { DEFAULT_SETTINGS, type Settings } from '../../settings/settings.js';
import { recordBatch } from '../support/record-batch.js';
import { plain } from './shown.js';
import { World } from './world.js';

export interface PermutedEvent {
  readonly topic: Topic;
  readonly value: string;
  /** Only then can it come twice. */
  readonly hasId: boolean;
}

/** A third of the set is older than this when all is taken in, and has been dropped, or never counted. */
export const RETAINING: Settings = { ...DEFAULT_SETTINGS, retain_seconds: 10 * 3600 };

export type FigureRows = Readonly<Record<string, readonly unknown[]>>;

/** A few hundred events of few keys over two days: bursts of purchases, sessions on several levels, servers that fall silent. */
export function eventSet(count: number, seed = 1): PermutedEvent[] {
  const chance = new Prng(`${seed}/set`);
  const options = { players: 5, items: 2, servers: 2, addresses: 3, pace: 240_000, scene: 60_000 };
  const world = new World(chance, options);
  const topics: Topic[] = [...TOPICS, 'purchase-events', 'purchase-events', 'player-events'];
  return Array.from({ length: count }, (_, i) => {
    const topic = chance.pick(topics);
    const fields = world.event(topic).fields.filter(({ key }) => key !== '"event_id"');
    const id = chance.pick([`set-${i}`, `${i}-other`, undefined]);
    if (id !== undefined) fields.push({ key: '"event_id"', value: `"${id}"` });
    const value = `{${fields.map(({ key, value }) => `${key}:${value}`).join(',')}}`;
    return { topic, value, hasId: id !== undefined };
  });
}

/** The figures of the events in the order in which they stand, each topic in one partition and one commit. */
export function figuresInOrder(events: readonly PermutedEvent[], settings = DEFAULT_SETTINGS): FigureRows {
  return inFolder((folder) => {
    const store = Store.open(join(folder, 'in-order.db'), settings);
    const processor = new Processor(store);
    for (const topic of TOPICS) {
      const records = events.filter((event) => event.topic === topic);
      processor.take(store.addPosition(topic, 0, 0), recordBatch(topic, 0, 0, records));
    }
    processor.commit();
    return closing(store, events.length);
  });
}

/** Of all rows, in their order, less the counts by partition. */
export function digestOf(figures: FigureRows): string {
  return createHash('sha256').update(JSON.stringify(figures)).digest('hex').slice(0, 32);
}

export interface PermutationsOutcome {
  readonly runs: number;
  readonly digests: ReadonlySet<string>;
  readonly problems: readonly string[];
}

export function permute(
  events: readonly PermutedEvent[],
  runs: number,
  seed: number,
  settings = DEFAULT_SETTINGS,
  onRun: (done: number) => void = () => undefined,
): PermutationsOutcome {
  const expected = figuresInOrder(events, settings);
  const digests = new Set([digestOf(expected)]);
  return inFolder((folder) => {
    // Made once: it takes longer than a permutation.
    const empty = join(folder, 'empty.db');
    Store.open(empty, settings).close();
    for (let run = 0; run < runs; run++) {
      const path = join(folder, `${run}.db`);
      copyFileSync(empty, path);
      const chance = new Prng(`${seed + run}/permutation`);
      const figures = new Permutation(events, { path, settings, chance }).run();
      rmSync(path);
      digests.add(digestOf(figures));
      onRun(run + 1);
      if (digests.size === 1) continue;
      const rows = WHATS.flatMap((what) => firstDifference(what, expected[what], figures[what]));
      const problems = [...rows, `To repeat: npm run fuzz -- --permutations 1 --seed ${seed + run}`];
      return { runs: run + 1, digests, problems };
    }
    return { runs, digests, problems: [] };
  });
}

function firstDifference(
  what: string,
  inOrder: readonly unknown[] = [],
  permuted: readonly unknown[] = [],
): string[] {
  const [a, b] = [inOrder, permuted].map((rows) => rows.map((row) => JSON.stringify(row)));
  for (let i = 0; i < Math.max(a!.length, b!.length); i++) {
    if (a![i] !== b![i]) return [plain(`${what}, row ${i}: in order ${a![i]}, permuted ${b![i]}`)];
  }
  return [];
}

class Permutation {
  readonly #logs: { topic: Topic; partition: number; records: { value: string }[] }[];
  #store: Store;
  #processor: Processor;
  #restarts = 3;

  constructor(
    readonly events: readonly PermutedEvent[],
    readonly options: { readonly path: string; readonly settings: Settings; readonly chance: Prng },
  ) {
    this.#store = this.#open();
    this.#processor = new Processor(this.#store);
    this.#logs = this.#dealt();
    for (const { topic, partition } of this.#logs) this.#store.addPosition(topic, partition, 0);
  }

  run(): FigureRows {
    const { chance } = this.options;
    const perBatch = chance.pick([1, 5, 30, 200]);
    const commits = chance.pick([0.02, 0.1, 0.4]);
    let positions = this.#store.positions();
    for (;;) {
      const open = this.#logs.filter((log, i) => this.#of(positions, i).nextOffset < log.records.length);
      if (open.length === 0) break;
      const log = chance.pick(open);
      const position = this.#of(positions, this.#logs.indexOf(log));
      // Also one that begins, or lies as a whole, before what is due.
      const from = chance.chance(0.2) ? chance.below(position.nextOffset + 1) : position.nextOffset;
      const to = chance.chance(0.1) ? position.nextOffset : position.nextOffset + chance.whole(1, perBatch);
      const batch = recordBatch(log.topic, log.partition, from, log.records.slice(from, to));
      this.#processor.take(position, batch);
      if (chance.chance(commits)) this.#processor.commit();
      if (this.#restarts > 0 && chance.chance(0.02)) {
        this.#restarts--;
        this.#store.close();
        this.#store = this.#open();
        this.#processor = new Processor(this.#store);
        positions = this.#store.positions();
      }
    }
    this.#processor.commit();
    return closing(this.#store, this.events.length);
  }

  #of(positions: ReturnType<Store['positions']>, log: number) {
    const { topic, partition } = this.#logs[log]!;
    return positions.find((position) => position.topic === topic && position.partition === partition)!;
  }

  /** Shuffled, at random or only near by, and dealt to one to three partitions; some of those with an id twice. */
  #dealt() {
    const { events, options } = this;
    const { chance } = options;
    const spread = chance.pick([events.length, events.length, 50, 5]);
    const places = events.map((_, i) => ({ i, at: i + chance.unit() * spread }));
    const repeats = places
      .filter(({ i }) => events[i]!.hasId && chance.chance(0.1))
      .map(({ i, at }) => ({ i, at: at + chance.unit() * spread }));
    const order = [...places, ...repeats].sort((a, b) => a.at - b.at);
    if (chance.chance(0.2)) order.reverse();
    const partitions = chance.whole(1, 3);
    const partitionOf = events.map(() => chance.below(partitions));
    const logs = TOPICS.flatMap((topic) =>
      Array.from({ length: partitions }, (_, partition) => ({
        topic,
        partition,
        records: order
          .filter(({ i }) => events[i]!.topic === topic && partitionOf[i] === partition)
          .map(({ i }) => ({ value: events[i]!.value })),
      })),
    );
    return logs;
  }

  /** A process that ends loses nothing that was handed to the operating system, so the disk need not be waited for. */
  #open(): Store {
    const store = Store.open(this.options.path, this.options.settings);
    store.db.pragma('synchronous = OFF');
    return store;
  }
}

/** @throws when not every event was accepted once */
function closing(store: Store, events: number): FigureRows {
  const accepted = STATS.topics(store.db).reduce((sum, row) => sum + row.accepted, 0);
  while (store.drop());
  if (accepted !== events) throw new Error(`${accepted} of ${events} events were accepted`);
  const figures = WHATS.filter((what): what is Exclude<What, 'topics'> => what !== 'topics').map(
    (what) => [what, STATS[what](store.db)] as const,
  );
  store.close();
  return Object.fromEntries(figures);
}

function inFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'game-flow-permutations-'));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
