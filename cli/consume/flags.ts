/**
 * The flags of `fluvio consume` (crates/fluvio-cli/src/client/consume/mod.rs of 0.18), with its names, short forms and
 * conflicts, and what the Node client cannot carry of them.
 */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { type CommonOptions, collect, wholeNumber } from '../options.js';

export const OUTPUTS = ['dynamic', 'text', 'binary', 'json', 'raw', 'table', 'full-table', 'ndjson'] as const;
export type OutputType = (typeof OUTPUTS)[number];

/** What was asked for, as commander hands it over. */
export interface ConsumeOptions extends CommonOptions {
  readonly partition?: readonly number[];
  readonly allPartitions?: true;
  readonly disableContinuous?: true;
  readonly disableProgressbar?: true;
  readonly keyValue?: true;
  readonly format?: string;
  readonly beginning?: true;
  readonly head?: number;
  readonly tail?: number;
  readonly start?: number;
  readonly end?: number;
  readonly maxbytes?: number;
  readonly suppressUnknown?: true;
  readonly output?: OutputType;
  readonly truncate?: true;
  readonly smartmodule?: string;
  readonly sm?: string;
  readonly params?: readonly string[];
}

/** Flags which only the `fluvio` command can carry, in its words. */
const BEYOND_THE_NODE_CLIENT: readonly Option[] = [
  new Option('--isolation <level>', 'read_committed or read_uncommitted'),
  new Option('-c, --consumer <id>', 'keep the offsets of a consumer on the cluster'),
  new Option('--smartmodule-path <file>', 'apply a SmartModule of this machine'),
  new Option('--sm_path <file>').hideHelp(),
  new Option('--aggregate-initial <value>', 'first accumulator of an aggregate SmartModule'),
  new Option('--a-init <value>').hideHelp(),
  new Option('-t, --transforms <file>', 'a chain of SmartModules'),
  new Option('--transforms-file <file>').hideHelp(),
  new Option('--transforms-line <json>', 'one of a chain of SmartModules').argParser(collect),
  new Option('--transform <json>').argParser(collect).hideHelp(),
  new Option('--table-format <name>', 'a TableFormat of the cluster'),
  new Option('-m, --mirror <name>', 'a remote cluster'),
];

/** The Node client can carry the filters that come with game-flow (filter.ts), and no other SmartModules. */
const SMARTMODULE: readonly Option[] = [
  new Option(
    '--smartmodule <name>',
    'only what a filter of game-flow selects (see `game-flow smartmodules list`)',
  ),
  new Option('--sm <name>').hideHelp(),
  new Option('-e, --params <key=value>', 'a parameter of the SmartModule (may be repeated)').argParser(
    collect,
  ),
];

const SUPPORTED: readonly Option[] = [
  new Option('-p, --partition <integer>', 'only this partition (may be repeated; default all)').argParser(
    collectPartition,
  ),
  new Option('-A, --all-partitions', 'all partitions').conflicts('partition'),
  new Option('-d, --disable-continuous', 'stop at the end of the log as it is now'),
  new Option('--disable-progressbar', 'accepted; there is none'),
  new Option('-k, --key-value', 'print "[key] value", with "[null]" for no key'),
  new Option(
    '-F, --format <template>',
    'a line a record, with {{key}}, {{value}}, {{offset}}, {{partition}} and {{time}} filled in',
  ).conflicts('output'),
  new Option('-B, --beginning', 'from the beginning of the log').conflicts(['head', 'start', 'tail']),
  new Option('-H, --head <integer>', 'from so many records after the beginning of each partition')
    .argParser(wholeNumber(0))
    .conflicts(['beginning', 'start', 'tail']),
  new Option('-T, --tail <integer>', 'from so many records before the end of each partition')
    .argParser(wholeNumber(0))
    .conflicts(['beginning', 'head', 'start']),
  new Option('--start <integer>', 'from this offset of each partition')
    .argParser(wholeNumber(0))
    .conflicts(['beginning', 'head', 'tail']),
  new Option('--end <integer>', 'up to this offset of each partition (inclusive)').argParser(wholeNumber(0)),
  new Option('-b, --maxbytes <integer>', 'the most bytes of one answer of Fluvio').argParser(wholeNumber(1)),
  new Option('--suppress-unknown', 'leave out values that are not of the type of --output'),
  new Option(
    '-O, --output <type>',
    `how values are shown: ${OUTPUTS.join(', ')} (default: dynamic)`,
  ).argParser(outputType),
  new Option('--truncate', 'one line of the terminal a record at most').conflicts(['output', 'format']),
];

export function withConsumeFlags(command: Command): Command {
  for (const option of [...SUPPORTED, ...SMARTMODULE]) command.addOption(option);
  for (const option of BEYOND_THE_NODE_CLIENT) {
    command.addOption(option.helpGroup('Only the fluvio command can (exit 2, with the line that does it):'));
  }
  return command;
}

/**
 * The flags given that the Node client cannot carry, as `--name`.
 * @param hasFilter whether the SmartModule named is one that it can
 */
export function flagsBeyond(command: Command, hasFilter: boolean): string[] {
  const beyond = hasFilter ? BEYOND_THE_NODE_CLIENT : [...SMARTMODULE, ...BEYOND_THE_NODE_CLIENT];
  return beyond
    .filter((option) => command.getOptionValue(option.attributeName()) !== undefined)
    .map((option) => option.long ?? option.flags);
}

/** Case does not matter, as with the real command, whose source says `full_table` and whose help `full-table`. */
function outputType(text: string): OutputType {
  const found = OUTPUTS.find((type) => type === text.toLowerCase().replace('_', '-'));
  if (found === undefined) throw new InvalidArgumentError(`expected one of ${OUTPUTS.join(', ')}.`);
  return found;
}

function collectPartition(text: string, earlier: readonly number[] = []): readonly number[] {
  return [...earlier, wholeNumber(0)(text)];
}
