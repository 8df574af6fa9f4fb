import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import {
  EngineError,
  type Trial,
  type TrialRecord,
  tryModule,
} from '../../fluvio/broker/engine/try-module.js';
import { smartModuleBytes } from '../../fluvio/client/index.js';
import type { Context } from '../context.js';
import { CommandError, UsageError } from '../exit.js';
import { collect } from '../options.js';
import { namedModule, parseParameters } from './named-module.js';
import { type Outcome, outcomeText, sentenceOf } from './outcome.js';

interface TestOptions {
  readonly text?: readonly string[];
  readonly file?: string;
  readonly key?: string;
  readonly params?: readonly string[];
  readonly aggregateInitial?: string;
  readonly together?: boolean;
}

const LINE_FEED = 0x0a;

export function testCommand(context: Context): Command {
  return new Command('test')
    .description('run a SmartModule in this process, as Fluvio would, and print what comes out')
    .argument('<module>', 'one of `game-flow smartmodules list`, or a .wasm file of whoever')
    .option('--text <value>', 'the value of a record (may be repeated)', collect)
    .option('--file <file>', 'records, one a line')
    .option('--key <key>', 'the key of all records (default: none)')
    .option('-e, --params <key=value>', 'a parameter (may be repeated)', collect)
    .option('--aggregate-initial <value>', 'first accumulator of an aggregate')
    .option('--together', 'all records as one stored batch, which is one call; otherwise each is a batch')
    .addHelpText(
      'after',
      `
Examples:
  $ game-flow smartmodules test purchases-over -e amount=250 --text '{"price":300}' --text '{"price":200}'
  $ game-flow smartmodules test ./my-module.wasm --file events.jsonl`,
    )
    .action((module: string, options: TestOptions) => test(context, module, options));
}

async function test(context: Context, module: string, options: TestOptions): Promise<void> {
  const records = recordsOf(options);
  if (records.length === 0) throw new UsageError('Give records: --text VALUE, or --file FILE.');
  const { wasm, parameters } = moduleOf(module);
  const params = new Map(Object.entries({ ...parameters, ...parseParameters(options.params) }));
  const accumulator = Buffer.from(options.aggregateInitial ?? '');
  const trial = opened(() => tryModule(wasm, { params, accumulator, timestamp: context.now() }));
  const batches = options.together === true ? [records] : records.map((record) => [record]);
  for (const [i, batch] of batches.entries()) {
    context.stdout.write(outcomeText(options.together === true ? undefined : i + 1, outcome(trial, batch)));
    await context.stdout.drain();
  }
}

function outcome(trial: Trial, batch: readonly TrialRecord[]): Outcome {
  return opened(() => trial.run(batch));
}

/** What a module says of a parameter, a trap and the like are this command's result: exit 1 with the sentence. */
function opened<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    throw new CommandError(`The SmartModule failed: ${sentenceOf(error)}`, { cause: error });
  }
}

/** Names first: a file of that name in this folder is `./NAME`. */
function moduleOf(module: string): { wasm: Buffer; parameters: Readonly<Record<string, string>> } {
  const named = namedModule(module);
  if (named !== undefined) return { wasm: smartModuleBytes(named.module), parameters: named.parameters };
  return {
    wasm: contentsOf(module, 'neither a SmartModule of game-flow nor a file that can be read'),
    parameters: {},
  };
}

function recordsOf({ text = [], file, key }: TestOptions): TrialRecord[] {
  const lines = file === undefined ? [] : linesOf(contentsOf(file, 'no file that can be read'));
  const values = [...text.map((value) => Buffer.from(value)), ...lines];
  return values.map((value) => ({ key: key === undefined ? null : Buffer.from(key), value }));
}

function linesOf(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  for (let start = 0; start < bytes.length; ) {
    const found = bytes.indexOf(LINE_FEED, start);
    const end = found < 0 ? bytes.length : found;
    lines.push(bytes.subarray(start, end));
    start = end + 1;
  }
  return lines;
}

function contentsOf(path: string, otherwise: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code === 'ENOENT' ? '' : ` (${(error as Error).message})`;
    throw new UsageError(`${path} is ${otherwise}${why}.`, { cause: error });
  }
}
