/**
 * How long it takes from the intended send time of an event until its row can be read, while events come at a steady
 * rate that nobody slows down. A sender, a processor, and this process as the reader; then the log is read once more
 * to learn which event had which offset.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setPriority } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { builtFile } from '../../fluvio/client/built.js';
import { withTopicNames } from '../../fluvio/client/index.js';
import { partitionName } from '../../processors/store/partitions.js';
import type { ArmJob, StoredLog } from '../arms/job.js';
import { figuresInDatabase } from '../figures.js';
import { checkFigures } from '../lies.js';
import type { Measured } from '../measure.js';
import { allEvents } from '../workload/event-file.js';
import type { Workload, Workplace } from '../workplace.js';
import { now } from './clock.js';
import { intendedAt, type Latency, latencyOf, type Schedule } from './schedule.js';
import { visibleAt, Watcher } from './watcher.js';

/** Of a sender and a processor. */
export interface LatencyJob extends Omit<ArmJob, 'arm' | 'dir' | 'warmUp'> {
  readonly database: string;
  readonly pushDown: boolean;
}

export interface TimedRun {
  /** From the intended send time until the row can be read; events of the first seconds are left out. */
  readonly visible: Latency;
  /** … until the broker has acknowledged the event. */
  readonly acknowledged: Latency;
  readonly processor: Measured;
  /** The longest that the reader did not look, ms. */
  readonly longestPause: number;
}

/** Compiled code, grown heaps, opened partitions: what a processor that runs has behind it. s */
export const WARM_UP_SECONDS = 3;
/** From 'ready' to the first event, ms. */
const LEAD = 500;
/** All rows are there so soon after the last event, or something is lost. */
const VISIBLE_WITHIN = 60_000;

export interface Timing {
  readonly workload: Workload;
  /** Of empty topics. */
  readonly names: StoredLog['names'];
  readonly database: string;
  readonly pushDown: boolean;
}

/**
 * @throws WrongResults, and Error when not everything becomes visible
 */
export async function timedRun(
  { cluster, options, signal }: Workplace,
  { workload, names, database, pushDown }: Timing,
): Promise<TimedRun> {
  const log = { count: workload.count, names, ends: [] };
  const { address, brokerPids } = cluster;
  const job: LatencyJob = { cluster: address, brokerPids, events: workload.path, log, database, pushDown };
  const processor = start('processor', job, signal);
  const sender = start('sender', job, signal);
  try {
    // It stands for games, which are elsewhere.
    setPriority(sender.pid!, 10);
    await Promise.all([answer(processor), answer(sender)]);
    const watcher = new Watcher(database);
    const schedule = { start: now() + LEAD, rate: options.latency.rate };
    sender.send(schedule);
    const late = (await answer(sender)) as number[];
    await untilAllVisible(watcher, workload.count);
    processor.send('stop');
    const measured = (await answer(processor)) as Measured;
    watcher.stop();
    checkFigures('latency', workload.figures, figuresInDatabase(database));
    const skipped = WARM_UP_SECONDS * options.latency.rate;
    return {
      visible: latencyOf((await visibleLate(cluster, workload, names, watcher, schedule)).slice(skipped)),
      acknowledged: latencyOf(late.slice(skipped)),
      processor: measured,
      longestPause: watcher.longestPause,
    };
  } finally {
    processor.kill();
    sender.kill();
  }
}

function start(role: 'sender' | 'processor', job: LatencyJob, signal: AbortSignal): ChildProcess {
  return fork(builtFile(`bench/latency/${role}/main.js`), [JSON.stringify(job)], {
    signal,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

async function answer(child: ChildProcess): Promise<unknown> {
  const gone = new AbortController();
  try {
    const [message] = await Promise.race([
      once(child, 'message', { signal: gone.signal }),
      once(child, 'exit', { signal: gone.signal }).then(([code]) => {
        throw new Error(`a process of the latency bench ended (${code})`);
      }),
    ]);
    return message;
  } finally {
    gone.abort();
  }
}

async function untilAllVisible(watcher: Watcher, count: number): Promise<void> {
  const deadline = now() + VISIBLE_WITHIN;
  while (watcher.seen < count) {
    if (now() > deadline) throw new Error(`${count} events were sent, ${watcher.seen} became visible`);
    await sleep(10);
  }
}

/** Ms from the intended send time to the visible row, of each event in the order of the file. */
async function visibleLate(
  { connection }: Workplace['cluster'],
  workload: Workload,
  names: StoredLog['names'],
  watcher: Watcher,
  schedule: Schedule,
): Promise<number[]> {
  const places = new Map(
    (await allEvents(workload.path)).map(({ topic, value }, i) => [`${topic} ${value}`, i]),
  );
  const late = new Array<number>(workload.count).fill(Number.NaN);
  const named = withTopicNames(connection, names);
  for (const { topic, partition, logEnd } of await named.partitions()) {
    const steps = watcher.steps.get(partitionName({ topic, partition }));
    if (steps === undefined) continue;
    for await (const batch of named.readPlain(topic, partition, { from: 0, to: logEnd })) {
      for (let i = 0; i < batch.count; i++) {
        const value = batch.bytes.toString('utf8', batch.valueStart[i], batch.valueEnd[i]);
        const place = places.get(`${topic} ${value}`)!;
        late[place] = visibleAt(steps, batch.baseOffset + i)! - intendedAt(schedule, place);
      }
    }
  }
  if (late.some(Number.isNaN)) throw new Error('the log does not hold every event that was sent');
  return late;
}
