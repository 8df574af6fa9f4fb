/** The whole path over events that are otherwise: repeated, with other ids or none, of as many players as events. */
import { type Block, type Line, linesBlock } from './report.js';
import { whole } from './table.js';
import { wholePathLines } from './whole-paths.js';
import { generateFile } from './workload/generated.js';
import { changeFile, VARIANTS, type Variant } from './workload/variants.js';
import { fileIn, filledLog, type Workplace, workloadOf } from './workplace.js';

export async function variantsTable(place: Workplace): Promise<Block> {
  const { count, repeats, warmUp: warm } = place.options;
  const lines: Line[] = [];
  for (const [i, variant] of VARIANTS.entries()) {
    place.say(`variant: ${variant.name}`);
    const events = Math.round(count * (variant.times ?? 1));
    const path = await variantFile(place, variant, events);
    const workload = await workloadOf(place, path, events);
    const warmUp = await filledLog(place, `vw${i}`, path, warm);
    const log = await filledLog(place, `v${i}`, path, events);
    const name = `${variant.name} (${whole(workload.sparsity.keys)} keys)`;
    lines.push(...(await wholePathLines(place, { name, workload, log, warmUp, repeats })));
  }
  return linesBlock('Other events', lines, [
    'A player an event: 1.25 times as many events, each of player-events, purchases, combat and actions of a player that no other is of.',
  ]);
}

async function variantFile(place: Workplace, { flags, change }: Variant, count: number): Promise<string> {
  const path = fileIn(place, 'variant.ndjson');
  await generateFile(path, count, place.signal, flags);
  if (change === undefined) return path;
  const changed = fileIn(place, 'changed.ndjson');
  await changeFile(path, changed, change);
  return changed;
}
