/**
 * `npm run fuzz [-- --count N --seed N]`: N mutated events through the processors, each verdict and figure against
 * `verify/`. `npm run fuzz -- --permutations N [--seed N]`: one set of events in N orders, one digest.
 */
import { parseArgs } from 'node:util';
import { fuzz } from './fuzz.js';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '100000' },
    seed: { type: 'string' },
    permutations: { type: 'string' },
  },
});
const count = Number(values.permutations ?? values.count);
const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed);
if (!Number.isInteger(count) || count < 1 || !Number.isInteger(seed) || seed < 0) {
  process.stderr.write('fuzz: --count, --permutations and --seed take whole numbers.\n');
  process.exit(2);
}
const say = (line: string) => process.stdout.write(`${line}\n`);
const begun = performance.now();
const seconds = () => (performance.now() - begun) / 1000;

say(`To repeat: npm run fuzz -- --count ${count} --seed ${seed}`);
const { tally, problems } = fuzz({ count, seed, say });
for (const line of tally.lines()) say(line);
for (const problem of problems) say(`DIFFERENT  ${problem}`);
const memory = Math.round(process.resourceUsage().maxRSS / 1024);
say(
  `${tally.records} events, ${tally.share(tally.parsed)} of them JSON, ${tally.rows} rows compared, in ${seconds().toFixed(0)} s with at most ${memory} MiB.`,
);
process.exit(problems.length === 0 ? 0 : 1);
