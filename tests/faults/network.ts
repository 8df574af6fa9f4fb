/**
 * Trouble on the way and at its end: connections dropped, reset, stalled and half open, acknowledgements lost, and the
 * broker killed and started again, while events are sent and while they are processed. The figures must be those of the
 * same events sent and processed in peace.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectAt } from '../support/own-topics.js';
import { type Broker, type GivenCluster, openBroker } from './broker.js';
import { Chance } from './chance.js';
import { events, send } from './log.js';
import type { Relay } from './relay.js';
import { countRows, differences, figureRows } from './rows.js';
import { VictimProcess } from './victim-process.js';

export interface NetworkOptions {
  /** Undefined: an embedded broker. */
  readonly cluster?: GivenCluster;
  /** How often a log is sent and processed. */
  readonly cycles: number;
  readonly seed: number;
  readonly records: number;
  readonly say: (line: string) => void;
}

export interface NetworkOutcome {
  readonly cycles: number;
  readonly troubles: Readonly<Relay['done']>;
  readonly restarts: number;
  readonly rows: number;
  readonly differences: readonly string[];
}

/** Share of what a broker says that is lost while events are sent. A real cluster tells of its partitions all the time. */
const LOST_ANSWERS = 0.05;
const LOST_ANSWERS_OF_CLUSTER = 0.01;
/** Share of the troubles that kill the broker. A real SPU needs seconds to be there again for its partitions. */
const KILLS = 0.1;
const KILLS_OF_CLUSTER = 0.02;
/** A native flush whose answer is lost never ends, so a sender with all its patience would do nothing but wait. */
const ANSWER_MS = 3_000;

export async function troubleOver(options: NetworkOptions): Promise<NetworkOutcome> {
  const folder = mkdtempSync(join(tmpdir(), 'game-flow-network-'));
  const chance = new Chance(options.seed);
  const troubles = { dropped: 0, reset: 0, stalled: 0, halfOpen: 0, lost: 0 };
  let restarts = 0;
  let cycles = 0;
  let found: string[] = [];
  try {
    const expected = await inPeace(join(folder, 'peace'), options, chance);
    for (; cycles < options.cycles && found.length === 0; cycles++) {
      const storm = new Storm(join(folder, `storm-${cycles}`), chance);
      const { rows, done } = await storm.run(options);
      found = differences(expected, rows);
      restarts += storm.restarts;
      for (const [name, times] of Object.entries(done)) troubles[name as keyof typeof troubles] += times;
      options.say(
        `  ${cycles + 1} logs sent and processed, ${restarts} restarts, ${JSON.stringify(troubles)}`,
      );
    }
    const said = found.map((line) => `${line} (--seed ${options.seed})`);
    return { cycles, troubles, restarts, rows: countRows(expected), differences: said };
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The figures of the same events when nothing happens, of which no broker is the cause. */
async function inPeace(
  dataDir: string,
  { records, seed }: NetworkOptions,
  chance: Chance,
): Promise<Map<string, string[]>> {
  const broker = await openBroker(undefined, dataDir, chance, false);
  try {
    const connection = await connectAt(broker.at);
    await send(connection, events(records, seed, false));
    await connection.close();
    const database = join(dataDir, 'peace.db');
    await new VictimProcess({ ...broker.at, database }).succeed();
    return figureRows(database);
  } finally {
    await broker.remove();
  }
}

/** As a supervisor that starts again what has ended would; a broker that is restarted may be away for a while. */
const PATIENCE_MS = 300_000;

async function retried<T>(attempt: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await sleep(200);
    }
  }
}

class Storm {
  restarts = 0;
  #isOver = false;

  constructor(
    readonly folder: string,
    readonly chance: Chance,
  ) {}

  async run({ cluster, records, seed }: NetworkOptions) {
    mkdirSync(this.folder, { recursive: true });
    const broker = await openBroker(cluster, join(this.folder, 'broker'), this.chance, true);
    const relay = broker.relay!;
    try {
      const weather = this.#blow(broker, relay, cluster === undefined ? KILLS : KILLS_OF_CLUSTER);
      const processors = () =>
        new VictimProcess({
          ...broker.at,
          database: join(this.folder, 'storm.db'),
          drag: 2,
          'push-down': this.chance.of(['yes', 'no'] as const),
        });
      const victim = processors();
      relay.lostAnswers = cluster === undefined ? LOST_ANSWERS : LOST_ANSWERS_OF_CLUSTER;
      await this.#send(broker, records, seed);
      relay.lostAnswers = 0;
      await victim.ended;
      // Again: what came after the first one had looked for the end. Who cannot even connect is started again, as
      // whatever supervises the processors would.
      await retried(() => processors().succeed());
      this.#isOver = true;
      await weather;
      return { rows: figureRows(join(this.folder, 'storm.db')), done: relay.done };
    } finally {
      this.#isOver = true;
      await broker.remove();
    }
  }

  /** A sender that gave up is started again and sends everything again: the ids tell what was there. */
  async #send(broker: Broker, records: number, seed: number): Promise<void> {
    await retried(async () => {
      const connection = await connectAt(broker.at, { answerMs: ANSWER_MS });
      try {
        await send(connection, events(records, seed, false));
      } finally {
        await connection.close();
      }
    });
  }

  async #blow({ restart }: Broker, relay: Relay, kills: number): Promise<void> {
    while (!this.#isOver) {
      await sleep(this.chance.whole(100, 1200));
      if (this.#isOver) return;
      if (restart === undefined || this.chance.unit() >= kills) {
        relay.trouble();
      } else {
        await restart();
        this.restarts++;
      }
    }
  }
}
