/**
 * `npm run bench [-- --count N --repeats N --growth --variants --cluster HOST:PORT --markdown …]`: what this machine does
 * with the events of a game, arm by arm, beside what it could do (docs/performance.md). Every result is checked before a
 * speed is told; a wrong one ends the run with 1. Ratios travel between machines, absolute numbers do not.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BenchCluster } from './cluster.js';
import { WrongResults } from './lies.js';
import { OptionError, readOptions } from './options.js';
import { asText } from './report.js';
import { runBench } from './run-bench.js';

process.exitCode = await main();

async function main(): Promise<number> {
  const dir = mkdtempSync(join(tmpdir(), 'game-flow-bench-'));
  const say = (line: string) => process.stderr.write(`${line}\n`);
  try {
    const options = readOptions(process.argv.slice(2), process.env);
    const cluster = await BenchCluster.open(options, dir);
    try {
      const blocks = await runBench({ options, cluster, dir, say });
      process.stdout.write(asText(blocks, options.markdown));
    } finally {
      await cluster.close();
    }
    return 0;
  } catch (error) {
    if (error instanceof OptionError || (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS')) {
      say(`bench: ${(error as Error).message}`);
      return 2;
    }
    say(
      error instanceof WrongResults
        ? `bench: wrong results. ${error.message}`
        : String((error as Error).stack),
    );
    return 1;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
