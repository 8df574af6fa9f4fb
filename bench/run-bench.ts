/** The parts of a run, in order: the main table, and what else was asked for. */
import { growthTables } from './growth-table.js';
import { latencyBlock } from './latency/block.js';
import { mainTable } from './main-table.js';
import { type Block, conditions, mainBlock } from './report.js';
import { variantsTable } from './variants-table.js';
import { generateFile } from './workload/generated.js';
import { fileIn, type Workplace, workloadOf } from './workplace.js';

/** @throws WrongResults before any speed is told */
export async function runBench(place: Workplace): Promise<Block[]> {
  const { options, cluster, say } = place;
  const path = fileIn(place, 'events.ndjson');
  say(`${options.count} events`);
  await generateFile(path, options.count, place.signal);
  const workload = await workloadOf(place, path, options.count);
  const blocks: Block[] = [conditions(options, cluster.where, workload.sparsity)];
  if (!options.only) blocks.push(mainBlock(await mainTable(place, workload)));
  const { latency } = options;
  if ((!options.only || latency.only) && latency.seconds > 0) blocks.push(await latencyBlock(place));
  if (options.growth) blocks.push(...(await growthTables(place)));
  if (options.variants) blocks.push(await variantsTable(place));
  return blocks;
}
