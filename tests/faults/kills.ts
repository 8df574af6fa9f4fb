/**
 * The processors, killed or stopped over and over, at random and at named points of a commit, until they are through
 * the log; then every row must be as in a run that nobody disturbed.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectAt } from '../support/own-topics.js';
import { type Broker, type GivenCluster, openBroker } from './broker.js';
import { Chance } from './chance.js';
import { events, send } from './log.js';
import { allRows, countRows, differences } from './rows.js';
import { type VictimOptions, VictimProcess } from './victim-process.js';

export interface KillOptions {
  /** Undefined: an embedded broker. */
  readonly cluster?: GivenCluster;
  readonly cycles: number;
  readonly seed: number;
  /** Records in the log. */
  readonly records: number;
  readonly say: (line: string) => void;
  readonly break?: VictimOptions['break'];
}

export interface KillOutcome {
  readonly cycles: number;
  /** How often the log was gone through from an empty database. */
  readonly rounds: number;
  /** Kills between the start of a fold and the end of its commit. */
  readonly amidst: number;
  readonly stops: number;
  readonly rows: number;
  /** What was different; empty when all is well. */
  readonly differences: readonly string[];
}

/** So many ms a batch takes at the most: a few hundred batches then outlast a kill. */
const DRAG = 4;
const POINTS = ['before', 'inside', 'after'] as const;

export async function killOver(options: KillOptions): Promise<KillOutcome> {
  const folder = mkdtempSync(join(tmpdir(), 'game-flow-kills-'));
  const chance = new Chance(options.seed);
  const broker = await openBroker(options.cluster, join(folder, 'broker'), chance, false);
  try {
    const connection = await connectAt(broker.at);
    await send(connection, events(options.records, options.seed, true));
    await connection.close();
    const undisturbed = join(folder, 'undisturbed.db');
    await new VictimProcess({ ...broker.at, database: undisturbed }).succeed();
    return await new Kills(options, folder, broker.at, chance, allRows(undisturbed)).run();
  } finally {
    await broker.remove();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

class Kills {
  #cycles = 0;
  #rounds = 0;
  #amidst = 0;
  #stops = 0;

  constructor(
    readonly options: KillOptions,
    readonly folder: string,
    readonly at: Broker['at'],
    readonly chance: Chance,
    readonly expected: Map<string, string[]>,
  ) {}

  async run(): Promise<KillOutcome> {
    let found: string[] = [];
    while (this.#cycles < this.options.cycles && found.length === 0) {
      const database = join(this.folder, `round-${this.#rounds}.db`);
      while (this.#cycles < this.options.cycles && (await this.#cycle(database)));
      await new VictimProcess(this.#victim(database)).succeed();
      found = differences(this.expected, allRows(database));
      this.#rounds++;
      this.options.say(`  ${this.#cycles} kills, ${this.#rounds} times through the log`);
    }
    const { options, expected } = this;
    return {
      cycles: this.#cycles,
      rounds: this.#rounds,
      amidst: this.#amidst,
      stops: this.#stops,
      rows: countRows(expected),
      differences: found.map((line) => `${line} (--seed ${options.seed})`),
    };
  }

  /** Starts the processors and kills them; false when they were through the log before. */
  async #cycle(database: string): Promise<boolean> {
    const { chance } = this;
    const named = this.#namedPoint();
    const victim = new VictimProcess({
      ...this.#victim(database),
      seed: chance.whole(0, 2 ** 31),
      drag: DRAG,
      ...named,
    });
    await victim.working();
    if (named === undefined) await this.#strike(victim);
    const state = victim.state;
    const code = await victim.ended;
    if (code === 0) return false;
    if (code !== null) await victim.succeed();
    this.#cycles++;
    if (named !== undefined || state === 'folding' || state === 'committing') this.#amidst++;
    return true;
  }

  /** Where it is to kill itself, if it is. What is broken must show, whatever the dice say. */
  #namedPoint(): Pick<VictimOptions, 'point' | 'at'> | undefined {
    const { chance } = this;
    if (this.options.break !== undefined) return { point: 'inside', at: 1 + (this.#cycles % 3) };
    return chance.unit() < 0.4 ? { point: chance.of(POINTS), at: chance.whole(1, 6) } : undefined;
  }

  /** Kills it after a while; sometimes it is stopped first, and sometimes it goes on after that. */
  async #strike(victim: VictimProcess): Promise<void> {
    const { chance } = this;
    await sleep(chance.unit() * 150);
    if (chance.unit() < 0.25) {
      this.#stops++;
      victim.signal('SIGSTOP');
      await sleep(chance.unit() * 200);
      if (chance.unit() < 0.5) {
        victim.signal('SIGCONT');
        await sleep(chance.unit() * 100);
      }
    }
    victim.signal('SIGKILL');
  }

  /** Columns are made now here, now in Fluvio: one database must not show which. */
  #victim(database: string): VictimOptions {
    const { break: broken } = this.options;
    const where = { ...this.at, database, 'push-down': this.chance.of(['yes', 'no'] as const) };
    return broken === undefined ? where : { ...where, break: broken };
  }
}
