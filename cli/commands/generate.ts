/** `game-flow generate`: a simulated game sends events. */
import { randomInt } from 'node:crypto';
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { Command, InvalidArgumentError } from 'commander';
import { ensureTopics } from '../../fluvio/client/index.js';
import type { Settings } from '../../settings/settings.js';
import { connect } from '../connect.js';
import { type Context, say } from '../context.js';
import { CommandError, Interrupted } from '../exit.js';
import { type GenerateFlags, type GeneratePlan, planScenario } from '../generate/plan.js';
import { runScenario, type Sent } from '../generate/run-scenario.js';
import { type EventSink, FileSink, TopicSink } from '../generate/sink.js';
import { studioNames } from '../generate/studio-names.js';
import { noteMadeTopics } from '../made-topics.js';
import {
  type CommonOptions,
  milliseconds,
  type SettingsOptions,
  wholeNumber,
  withCluster,
  withConfig,
} from '../options.js';
import { ownTopics } from '../own-topics.js';
import { count, counted } from '../render/numbers.js';
import { settingsFor } from '../settings.js';

interface GenerateOptions extends CommonOptions, SettingsOptions, GenerateFlags {
  readonly to?: string;
  readonly groundTruth?: string;
}

export function generateCommand(context: Context): Command {
  return withConfig(withCluster(new Command('generate')))
    .description('a simulated game sends events: two hours up to now at once, then live until Ctrl-C')
    .option(
      '--rate <n>',
      'events a second over all topics (default: 50 live, after two hours of at most 9.5; 1.25 with --count or --duration)',
      positive,
    )
    .option('--count <n>', 'send so many events as fast as possible, and end', wholeNumber(1))
    .option(
      '--duration <time>',
      'send so much simulated time as fast as possible, and end: 90s, 30m, 12h, 7d',
      milliseconds,
    )
    .option('--players <n>', 'how many players there are', wholeNumber(1))
    .option('--topics <names>', 'only these topics, with commas between', names)
    .option(
      '--seed <text>',
      'the same seed, start and options give the same bytes (default: chosen and printed)',
    )
    .option('--start <time>', 'simulated time at which it begins, ISO 8601 (default: so that it ends now)')
    .option('--bad <share>', 'share of malformed and invalid events, 0 to 1', share)
    .option('--duplicates <share>', 'share of events sent twice', share)
    .option('--late <share>', 'share of events sent minutes to hours late', share)
    .option('--skew <share>', 'share of players whose clock is wrong', share)
    .option('--to <file>', 'write the events to a file, one JSON object a line, instead of Fluvio')
    .option('--ground-truth <file>', 'write what was planted (stalls, fraud, incidents) as JSON')
    .addHelpText(
      'after',
      `
Examples:
  $ game-flow generate                                      until Ctrl-C, printing every live event
  $ game-flow generate --count 1000000 --seed 7 --bad 0.01
  $ game-flow generate --duration 2d --to events.ndjson --ground-truth planted.json

Every event has an id made of the seed, the start and the options: sending the same again changes no figure.`,
    )
    .action((options: GenerateOptions) => runGenerate(context, options));
}

async function runGenerate(context: Context, options: GenerateOptions): Promise<void> {
  const settings = settingsFor(context, options);
  const plan = planScenario(options, context.now(), String(randomInt(1_000_000)));
  // Not only when millions of events have been sent.
  if (options.groundTruth !== undefined)
    written(options.groundTruth, (path) => closeSync(openSync(path, 'a')));
  announce(context, options, plan);
  const sent =
    options.to === undefined
      ? await toTopics(context, options, plan, settings)
      : await through(context, plan, new FileSink(options.to), settings);
  if (options.groundTruth !== undefined) writeGroundTruth(options.groundTruth, sent);
  const twice =
    sent.repeated > 0 ? ` (${count(sent.repeated)} of them sent again after a lost connection)` : '';
  const summary = `${counted(sent.certain, 'event')} ${options.to === undefined ? 'acknowledged' : 'written'}${twice}.`;
  if (context.signal.aborted) throw new Interrupted(summary);
  say(context, summary);
}

/** What must be known to send the same again. */
function announce(
  context: Context,
  options: GenerateOptions,
  { options: { seed, start }, reachesFuture: ahead }: GeneratePlan,
): void {
  if (ahead) {
    say(
      context,
      'These events reach into the future: those more than five minutes ahead when they are sent will be rejected.',
    );
  }
  if (options.start !== undefined && options.seed !== undefined) return;
  say(context, `To send the same events again: --seed ${seed} --start ${new Date(start).toISOString()}`);
}

async function toTopics(
  context: Context,
  options: GenerateOptions,
  plan: GeneratePlan,
  settings: Settings,
): Promise<Sent> {
  const { connection, target, where } = await connect(context, options);
  try {
    const made = await ensureTopics(connection, ownTopics(settings));
    noteMadeTopics(options.dataDir, target, made);
    say(context, `Sending to ${where}.${plan.live ? ' Ctrl-C stops.' : ''}`);
    return await through(context, plan, new TopicSink(connection), settings);
  } finally {
    await connection.close();
  }
}

async function through(
  context: Context,
  plan: GeneratePlan,
  sink: EventSink,
  settings: Settings,
): Promise<Sent> {
  try {
    return await runScenario(context, plan, sink, studioNames(settings));
  } finally {
    await sink.close();
  }
}

function writeGroundTruth(path: string, { scenario }: Sent): void {
  written(path, () => writeFileSync(path, `${JSON.stringify(scenario.groundTruth(), null, 2)}\n`));
}

function written(path: string, write: (path: string) => void): void {
  try {
    write(path);
  } catch (error) {
    throw new CommandError(`${path} could not be written (${(error as NodeJS.ErrnoException).code}).`, {
      cause: error,
    });
  }
}

function names(text: string): string[] {
  return text.split(',').map((name) => name.trim());
}

function positive(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value > 0) || !Number.isFinite(value)) {
    throw new InvalidArgumentError('expected a number above 0.');
  }
  return value;
}

function share(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 1))
    throw new InvalidArgumentError('expected a share from 0 to 1.');
  return value;
}
