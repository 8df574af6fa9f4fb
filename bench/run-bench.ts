/** The parts of a run, in order: the main table, and what else was asked for. */
import { mainTable } from './main-table.js';
import { type Block, conditions, mainBlock } from './report.js';
import { generateFile } from './workload/generated.js';
import { fileIn, type Workplace, workloadOf } from './workplace.js';

/** @throws WrongResults before any speed is told */
export async function runBench(place: Workplace): Promise<Block[]> {
  const { options, cluster, say } = place;
  const blocks: Block[] = [];
  const path = fileIn(place, 'events.ndjson');
  say(`${options.count} events`);
  await generateFile(path, options.count);
  const workload = await workloadOf(place, path, options.count);
  blocks.push(conditions(options, cluster.where, workload.sparsity));
  blocks.push(mainBlock(await mainTable(place, workload)));
  return blocks;
}
