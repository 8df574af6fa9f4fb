/**
 * `npm run fuzz [-- --count N --seed N]`: N mutated events through the processors, each verdict and figure against
 * `verify/`. `npm run fuzz -- --permutations N [--seed N]`: one set of events in N orders, one digest.
 * `npm run fuzz -- --columns N [--seed N]`: N generated and mutated events through the columns modules, each against what
 * parsing and validating gives. With `--cluster HOST:PORT` the modules work in that Fluvio, on topics of their own.
 */
import { parseArgs } from 'node:util';
import { DEFAULT_SETTINGS } from '../../settings/settings.js';
import { fuzzCluster } from './columns/fuzz-cluster.js';
import { fuzzColumns } from './columns/fuzz-columns.js';
import { fuzz } from './fuzz.js';
import { eventSet, permute, RETAINING } from './permutations.js';

/** Events of which permutations are made. */
const SET = 500;
/** Permutations from one line of progress to the next. */
const SAID_EVERY = 200;

const { values } = parseArgs({
  options: {
    count: { type: 'string' },
    seed: { type: 'string' },
    permutations: { type: 'string' },
    columns: { type: 'string' },
    cluster: { type: 'string' },
  },
});
const runs = [values.count, values.permutations, values.columns].filter((value) => value !== undefined);
const count = Number(runs[0] ?? '100000');
const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed);
if (!Number.isInteger(count) || count < 1 || !Number.isInteger(seed) || seed < 0) {
  process.stderr.write('fuzz: --count, --permutations, --columns and --seed take whole numbers.\n');
  process.exit(2);
}
if (runs.length > 1) {
  process.stderr.write('fuzz: --count, --permutations and --columns are different runs: give one of them.\n');
  process.exit(2);
}
if (values.cluster !== undefined && values.columns === undefined) {
  process.stderr.write('fuzz: --cluster goes with --columns.\n');
  process.exit(2);
}
const say = (line: string) => process.stdout.write(`${line}\n`);
const begun = performance.now();
const seconds = () => ((performance.now() - begun) / 1000).toFixed(0);

const run = values.columns !== undefined ? columns : values.permutations !== undefined ? permuted : fuzzed;
const problems = await run();
for (const problem of problems) say(`DIFFERENT  ${problem}`);
const memory = Math.round(process.resourceUsage().maxRSS / 1024);
say(
  `${problems.length === 0 ? 'No difference' : 'Failed'} after ${seconds()} s, with at most ${memory} MiB.`,
);
process.exit(problems.length === 0 ? 0 : 1);

function fuzzed(): readonly string[] {
  say(`To repeat: npm run fuzz -- --count ${count} --seed ${seed}`);
  const { tally, problems } = fuzz({ count, seed, say });
  for (const line of tally.lines()) say(line);
  return problems;
}

async function columns(): Promise<readonly string[]> {
  const { cluster } = values;
  say(
    `To repeat: npm run fuzz -- --columns ${count} --seed ${seed}${cluster ? ` --cluster ${cluster}` : ''}`,
  );
  const options = { count, seed, say };
  const { lines, problems } = cluster ? await fuzzCluster(cluster, options) : fuzzColumns(options);
  for (const line of lines) say(line);
  return problems;
}

function permuted(): readonly string[] {
  say(`To repeat: npm run fuzz -- --permutations ${count} --seed ${seed}`);
  const events = eventSet(SET);
  const problems: string[] = [];
  const rounds = [
    ['all kept', DEFAULT_SETTINGS, count],
    ['old windows dropped', RETAINING, Math.ceil(count / 4)],
  ] as const;
  for (const [name, settings, times] of rounds) {
    const outcome = permute(events, times, seed, settings, (done) => {
      if (done % SAID_EVERY === 0) say(`  ${done} permutations`);
    });
    problems.push(...outcome.problems);
    const digests = [...outcome.digests];
    say(
      `${name}: ${outcome.runs} permutations of ${events.length} events, ${digests.length} digest (${digests})`,
    );
  }
  return problems;
}
