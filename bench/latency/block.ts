/** The latency of the run as a block of the report. */
import type { Block } from '../report.js';
import { fixed, whole } from '../table.js';
import { WHOLE_PATHS } from '../whole-paths.js';
import { generateFile } from '../workload/generated.js';
import { fileIn, type Workplace, workloadOf } from '../workplace.js';
import { type TimedRun, timedRun, WARM_UP_SECONDS } from './latency.js';

export async function latencyBlock(place: Workplace): Promise<Block> {
  const { rate, seconds } = place.options.latency;
  const path = fileIn(place, 'live.ndjson');
  const count = rate * (WARM_UP_SECONDS + seconds);
  // The game of the main table, as busy as it is here: as many events a second of event time as are sent.
  await generateFile(path, count, place.signal, ['--rate', String(rate)]);
  const workload = await workloadOf(place, path, count);
  const rows: string[][] = [];
  let longestPause = 0;
  for (const { arm, name } of WHOLE_PATHS) {
    place.say(`latency at ${rate} events/s, ${name}`);
    const names = await place.cluster.makeTopics(`l-${arm}`, place.options.partitions);
    const database = fileIn(place, `live-${arm}.db`);
    const run = await timedRun(place, { workload, names, database, pushDown: arm === 'push-down' });
    rows.push([name, ...cells(run)]);
    longestPause = Math.max(longestPause, run.longestPause);
  }
  return {
    title: `Latency at ${whole(rate)} events/s, ms from the intended send time (open loop)`,
    head: ['', 'p50', 'p99', 'most', 'acknowledged p50', 'p99', 'cores', 'native', 'broker'],
    rows,
    notes: [
      `The workload of the main table at this rate: the events' own times are those at which they are sent.`,
      `Until the row can be read, and until the broker had acknowledged the event; ${whole(seconds)} s after ${WARM_UP_SECONDS} s of warm-up, one run.`,
      `The sender looks every 5 ms for what is due; the reader looked every ms, at the latest after ${fixed(longestPause, 1)} ms. Cores: CPU seconds a second of processor, native client and broker.`,
    ],
  };
}

function cells({ visible, acknowledged, processor: { cpu, seconds } }: TimedRun): string[] {
  const cores = [cpu.own, cpu.native, cpu.broker].map((used) =>
    fixed(used === undefined ? undefined : used / seconds, 2),
  );
  const { p50, p99, most } = visible;
  return [...[p50, p99, most, acknowledged.p50, acknowledged.p99].map((ms) => fixed(ms, 1)), ...cores];
}
