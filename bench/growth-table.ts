/** How cost grows with the number of events and of partitions: throughput must not fall, memory must not grow. */
import { type Block, type Line, linesBlock } from './report.js';
import { whole } from './table.js';
import { wholePathLines } from './whole-paths.js';
import { generateFile } from './workload/generated.js';
import { fileIn, filledLog, type Workplace, workloadOf } from './workplace.js';

const PARTITIONS = [1, 3, 8] as const;

/** A tenth of the count, the count, and ten times as many: 100 thousand to 10 million by default. */
export async function growthTables(place: Workplace): Promise<Block[]> {
  const { count, repeats, warmUp: warm, partitions } = place.options;
  const sizes = [Math.round(count / 10), count, count * 10];
  const path = fileIn(place, 'growth.ndjson');
  await generateFile(path, sizes.at(-1)!, place.signal);
  const warmUp = await filledLog(place, 'gw', path, Math.min(warm, sizes[0]!));
  const bySize: Line[] = [];
  for (const [i, size] of sizes.entries()) {
    place.say(`growth: ${size} events`);
    const workload = await workloadOf(place, path, size);
    const log = await filledLog(place, `g${i}`, path, size);
    // The largest takes minutes, and its own length evens it out.
    const times = size > count ? 1 : repeats;
    const name = `${whole(size)} events`;
    bySize.push(...(await wholePathLines(place, { name, workload, log, warmUp, repeats: times })));
  }
  const byPartitions: Line[] = [];
  const workload = await workloadOf(place, path, count);
  for (const of of PARTITIONS) {
    place.say(`growth: ${of} partitions`);
    const log = await filledLog(place, `gp${of}`, path, count, of);
    const name = `${of} ${of === 1 ? 'partition' : 'partitions'} a topic`;
    byPartitions.push(...(await wholePathLines(place, { name, workload, log, warmUp, repeats })));
  }
  return [
    linesBlock(`Growth with events, ${partitions} partitions a topic`, bySize, [
      `The largest was run once, the others ${repeats === 1 ? 'too' : `${repeats} times`}.`,
    ]),
    linesBlock(`Growth with partitions, ${whole(count)} events`, byPartitions, []),
  ];
}
