/** The latency of the run as a block of the report. */
import type { Block } from '../report.js';
import { fixed, whole } from '../table.js';
import { generateFile } from '../workload/generated.js';
import { fileIn, type Workplace, workloadOf } from '../workplace.js';
import { timedRun, WARM_UP_SECONDS } from './latency.js';
import type { Latency } from './schedule.js';

export async function latencyBlock(place: Workplace): Promise<Block> {
  const { rate, seconds } = place.options.latency;
  place.say(`latency at ${rate} events/s`);
  const path = fileIn(place, 'live.ndjson');
  const count = rate * (WARM_UP_SECONDS + seconds);
  // A busy game: as many events a second of event time as are sent.
  await generateFile(path, count, ['--rate', String(rate), '--players', '100000']);
  const workload = await workloadOf(place, path, count);
  const names = await place.cluster.makeTopics('l', place.options.partitions);
  const run = await timedRun(place, workload, names, fileIn(place, 'live.db'));
  const row = (name: string, { p50, p99, most }: Latency) => [
    name,
    fixed(p50, 1),
    fixed(p99, 1),
    fixed(most, 1),
  ];
  const { cpu, seconds: ran } = run.processor;
  return {
    title: `Latency at ${whole(rate)} events/s, ms from the intended send time (open loop)`,
    head: ['', 'p50', 'p99', 'most'],
    rows: [row('until acknowledged', run.acknowledged), row('until the row can be read', run.visible)],
    notes: [
      `${whole(seconds)} s after ${WARM_UP_SECONDS} s of warm-up; the sender looks every 5 ms for what is due; the reader looked every ms, at the latest after ${fixed(run.longestPause, 1)} ms.`,
      `The processor used ${fixed(cpu.own / ran, 2)} of a core, the native client ${fixed(cpu.native === undefined ? undefined : cpu.native / ran, 2)}, the broker ${fixed(cpu.broker === undefined ? undefined : cpu.broker / ran, 2)}.`,
    ],
  };
}
