/**
 * Trouble on the way and at its end: connections dropped, reset, stalled and half open, acknowledgements lost, and the
 * broker killed and started again, while events are sent and while they are processed. The figures must be those of the
 * same events sent and processed in peace.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openFluvio } from '../../fluvio/client/index.js';
import { Chance } from './chance.js';
import { events, makeTopics, type Ports, removeBroker, send, startBroker, target } from './log.js';
import { RELAY_HOST, Relay } from './relay.js';
import { countRows, differences, figureRows } from './rows.js';
import { VictimProcess } from './victim-process.js';

export interface NetworkOptions {
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

/** Answers of the broker that are lost while events are sent. */
const LOST_ANSWERS = 0.05;
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
    const expected = await inPeace(join(folder, 'peace'), options);
    for (; cycles < options.cycles && found.length === 0; cycles++) {
      const storm = new Storm(join(folder, `storm-${cycles}`), chance);
      const rows = await storm.run(options);
      found = differences(expected, rows);
      restarts += storm.restarts;
      for (const [name, times] of Object.entries(storm.relay.done))
        troubles[name as keyof typeof troubles] += times;
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

/** The figures of the same events when nothing happens. */
async function inPeace(dataDir: string, { records, seed }: NetworkOptions): Promise<Map<string, string[]>> {
  const { scPort } = await startBroker(dataDir);
  try {
    const connection = await openFluvio(target(scPort));
    await makeTopics(connection);
    await send(connection, events(records, seed, false));
    await connection.close();
    const database = join(dataDir, 'peace.db');
    await new VictimProcess({ port: scPort, database }).succeed();
    return figureRows(database);
  } finally {
    await removeBroker(dataDir);
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
  readonly relay: Relay;
  restarts = 0;
  #ports: Ports | undefined;
  #isOver = false;

  constructor(
    readonly dataDir: string,
    readonly chance: Chance,
  ) {
    this.relay = new Relay(chance);
  }

  async run({ records, seed }: NetworkOptions): Promise<Map<string, string[]>> {
    this.#ports = await startBroker(this.dataDir, { advertise: RELAY_HOST });
    const { scPort, spuPort } = this.#ports;
    try {
      await this.relay.listen([scPort, spuPort]);
      await this.#makeTopics(scPort);
      const weather = this.#blow();
      const database = join(this.dataDir, 'storm.db');
      const processors = () =>
        new VictimProcess({
          host: RELAY_HOST,
          port: scPort,
          database,
          drag: 2,
          'push-down': this.chance.of(['yes', 'no'] as const),
        });
      const victim = processors();
      await this.#send(scPort, records, seed);
      await victim.ended;
      // Again: what came after the first one had looked for the end. Who cannot even connect is started again, as
      // whatever supervises the processors would.
      await retried(() => processors().succeed());
      this.#isOver = true;
      await weather;
      return figureRows(database);
    } finally {
      this.#isOver = true;
      this.relay.close();
      await removeBroker(this.dataDir);
    }
  }

  /** In peace: making a topic promises nothing when the connection is lost meanwhile. */
  async #makeTopics(scPort: number): Promise<void> {
    const connection = await openFluvio(target(scPort));
    try {
      await makeTopics(connection);
    } finally {
      await connection.close();
    }
  }

  /** A sender that gave up is started again and sends everything again: the ids tell what was there. */
  async #send(scPort: number, records: number, seed: number): Promise<void> {
    this.relay.lostAnswers = LOST_ANSWERS;
    await retried(async () => {
      const connection = await openFluvio(target(scPort, RELAY_HOST), { answerMs: ANSWER_MS });
      try {
        await send(connection, events(records, seed, false));
      } finally {
        await connection.close();
      }
    });
    this.relay.lostAnswers = 0;
  }

  async #blow(): Promise<void> {
    while (!this.#isOver) {
      await sleep(this.chance.whole(100, 1200));
      if (this.#isOver) return;
      if (this.chance.unit() < 0.1) await this.#restart();
      else this.relay.trouble();
    }
  }

  async #restart(): Promise<void> {
    const ports = this.#ports!;
    process.kill(ports.pid, 'SIGKILL');
    // Until it is gone its port is still open, and a start would take it for running.
    while (isAlive(ports.pid)) await sleep(10);
    await sleep(this.chance.whole(100, 1000));
    this.#ports = await startBroker(this.dataDir, { advertise: RELAY_HOST, ports });
    this.restarts++;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
