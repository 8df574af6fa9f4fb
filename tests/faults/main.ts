/**
 * `npm run test:faults [-- --cycles N --seed N]`: the promises under kills, stops, lost connections and lost
 * acknowledgements. `--cycles` counts kills; for every forty of them a log is sent and processed in a storm.
 *
 * `--cluster HOST:PORT` takes a Fluvio cluster in place of embedded brokers, in topics of its own. Storms there need
 * `--spu-port N`, that of the cluster's only SPU, which listens on HOST and tells clients that it is at 127.0.0.2; with
 * `--restart COMMAND`, which kills that SPU and starts it again, it is killed in them too.
 */
import { parseArgs } from 'node:util';
import { parseAddress } from '../../cli/options.js';
import type { GivenCluster } from './broker.js';
import { killOver } from './kills.js';
import { troubleOver } from './network.js';

const { values } = parseArgs({
  options: {
    cycles: { type: 'string', default: '40' },
    seed: { type: 'string' },
    cluster: { type: 'string' },
    'spu-port': { type: 'string' },
    restart: { type: 'string' },
  },
});
const cycles = Number(values.cycles);
const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed);
if (!Number.isInteger(cycles) || cycles < 1 || !Number.isInteger(seed) || seed < 0) {
  process.stderr.write('test:faults: --cycles and --seed take whole numbers.\n');
  process.exit(2);
}
const cluster = clusterOf(values.cluster);
const say = (line: string) => process.stdout.write(`${line}\n`);
const begun = performance.now();
const problems: string[] = [];
say(`To repeat: npm run test:faults -- --cycles ${cycles} --seed ${seed}`);

say('Processors that are broken on purpose, which must be noticed…');
for (const broken of ['offset-apart', 'no-duplicate-check'] as const) {
  const { differences } = await killOver({
    ...cluster,
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
const kills = await killOver({ ...cluster, cycles, seed, records: 20_000, say });
say(
  `${kills.cycles} kills (${kills.stops} after a stop), ${kills.amidst} of them between the start of a fold and the end of its commit; ${kills.rounds} times through the log, ${kills.rows} rows compared.`,
);
problems.push(...kills.differences);
if (kills.amidst * 3 < kills.cycles) problems.push('Fewer than a third of the kills came amidst a fold.');

if (cluster.cluster !== undefined && cluster.cluster.spuPort === undefined) {
  say('No storms: nothing can be put before the SPU without --spu-port.');
} else {
  say('Connections lost, answers lost, brokers killed, while events are sent and processed…');
  const storms = Math.ceil(cycles / 40);
  const network = await troubleOver({ ...cluster, cycles: storms, seed, records: 5000, say });
  say(`${network.cycles} storms, ${network.restarts} brokers killed, ${network.rows} rows compared.`);
  problems.push(...network.differences);
}

for (const problem of problems) say(`DIFFERENT  ${problem}`);
const seconds = ((performance.now() - begun) / 1000).toFixed(0);
say(problems.length === 0 ? `Nothing lost, nothing twice (${seconds} s).` : `Failed after ${seconds} s.`);
process.exit(problems.length === 0 ? 0 : 1);

function clusterOf(address: string | undefined): { cluster?: GivenCluster } {
  const { 'spu-port': spuPort, restart } = values;
  if (address === undefined) return {};
  const { host, port } = parseAddress(address);
  return {
    cluster: {
      host,
      port,
      ...(spuPort === undefined ? {} : { spuPort: Number(spuPort) }),
      ...(restart === undefined ? {} : { restart }),
    },
  };
}
