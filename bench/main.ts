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
import { OptionError, type Options, readOptions } from './options.js';
import { asText } from './report.js';
import { runBench } from './run-bench.js';

const say = (line: string) => process.stderr.write(`${line}\n`);
const interrupted = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => interrupted.abort());

process.exitCode = await main();

async function main(): Promise<number> {
  try {
    await bench(readOptions(process.argv.slice(2), process.env));
    return 0;
  } catch (error) {
    if (interrupted.signal.aborted) return 130;
    if (isUsage(error)) {
      say(`bench: ${(error as Error).message}`);
      return 2;
    }
    say(
      error instanceof WrongResults
        ? `bench: wrong results. ${error.message}`
        : String((error as Error).stack),
    );
    return 1;
  }
}

/** Leaves nothing behind, whatever becomes of it. */
async function bench(options: Options): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'game-flow-bench-'));
  try {
    const cluster = await BenchCluster.open(options, dir);
    try {
      const blocks = await runBench({ options, cluster, dir, say, signal: interrupted.signal });
      process.stdout.write(asText(blocks, options.markdown));
    } finally {
      await cluster.close();
    }
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function isUsage(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return error instanceof OptionError || code.startsWith('ERR_PARSE_ARGS');
}
