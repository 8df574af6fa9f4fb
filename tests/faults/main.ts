/**
 * `npm run test:faults [-- --cycles N --seed N]`: the promises under kills, stops, lost connections and lost
 * acknowledgements. `--cycles` counts kills; for every forty of them a log is sent and processed in a storm.
 */
import { parseArgs } from 'node:util';
import { killOver } from './kills.js';
import { troubleOver } from './network.js';

const { values } = parseArgs({
  options: { cycles: { type: 'string', default: '40' }, seed: { type: 'string' } },
});
const cycles = Number(values.cycles);
const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed);
if (!Number.isInteger(cycles) || cycles < 1 || !Number.isInteger(seed) || seed < 0) {
  process.stderr.write('test:faults: --cycles and --seed take whole numbers.\n');
  process.exit(2);
}
const say = (line: string) => process.stdout.write(`${line}\n`);
const begun = performance.now();
const problems: string[] = [];
say(`To repeat: npm run test:faults -- --cycles ${cycles} --seed ${seed}`);

say('Processors that are broken on purpose, which must be noticed…');
for (const broken of ['offset-apart', 'no-duplicate-check'] as const) {
  const { differences } = await killOver({
    cycles: 4,
    seed,
    records: 5000,
    break: broken,
    say: () => undefined,
  });
  say(`  ${broken}: ${differences[0] ?? 'NOT NOTICED'}`);
  if (differences.length === 0) problems.push(`${broken} was not noticed.`);
}

say('Processors killed and stopped at random and at named points of a commit…');
const kills = await killOver({ cycles, seed, records: 20_000, say });
say(
  `${kills.cycles} kills (${kills.stops} after a stop), ${kills.amidst} of them between the start of a fold and the end of its commit; ${kills.rounds} times through the log, ${kills.rows} rows compared.`,
);
problems.push(...kills.differences);
if (kills.amidst * 3 < kills.cycles) problems.push('Fewer than a third of the kills came amidst a fold.');

say('Connections lost, answers lost, brokers killed, while events are sent and processed…');
const network = await troubleOver({ cycles: Math.ceil(cycles / 40), seed, records: 5000, say });
say(`${network.cycles} storms, ${network.restarts} brokers killed, ${network.rows} rows compared.`);
problems.push(...network.differences);

for (const problem of problems) say(`DIFFERENT  ${problem}`);
const seconds = ((performance.now() - begun) / 1000).toFixed(0);
say(problems.length === 0 ? `Nothing lost, nothing twice (${seconds} s).` : `Failed after ${seconds} s.`);
process.exit(problems.length === 0 ? 0 : 1);
