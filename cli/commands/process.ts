/** `game-flow process`: the processors, until stopped or until the end of the topics. */
import { Command, Option } from 'commander';
import { endOffsets, type FluvioConnection, type PartitionEnd } from '../../fluvio/client/index.js';
import { type RunResult, runProcessors } from '../../processors/run/run.js';
import { partitionName } from '../../processors/store/partitions.js';
import type { Store } from '../../processors/store/store.js';
import { TOPICS } from '../../schemas/index.js';
import { type Connected, connectToOwnTopics } from '../connect.js';
import { type Context, say } from '../context.js';
import { openStore } from '../database.js';
import { lockDatabase } from '../database-lock.js';
import { CommandError, Interrupted } from '../exit.js';
import {
  type CommonOptions,
  type SettingsOptions,
  withCluster,
  withConfig,
  withPushDown,
  withRetain,
} from '../options.js';
import { counted } from '../render/numbers.js';
import { startProgress } from '../render/progress.js';
import { settingsFor } from '../settings.js';
import { telling } from '../telling.js';

/** How long notices may still be sent once the topics are caught up, ms. */
const LAST_NOTICES = 10_000;

interface ProcessOptions extends CommonOptions, SettingsOptions {
  readonly untilCaughtUp?: boolean;
  readonly onGap: 'stop' | 'skip';
}

export function processCommand(context: Context): Command {
  return withPushDown(withRetain(withConfig(withCluster(new Command('process')))))
    .description('fold the topics into the database, each event exactly once')
    .option('--until-caught-up', 'stop at the end of the topics as it is now')
    .addOption(
      new Option('--on-gap <what>', 'when records are gone that were not counted yet')
        .choices(['stop', 'skip'])
        .default('stop'),
    )
    .addHelpText(
      'after',
      '\nExamples:\n  $ game-flow process\n  $ game-flow process --until-caught-up && game-flow stats levels',
    )
    .action((options: ProcessOptions) => runProcess(context, options));
}

async function runProcess(context: Context, options: ProcessOptions): Promise<void> {
  const settings = settingsFor(context, options);
  const lock = await lockDatabase(options.dataDir);
  try {
    const connected = await connectToOwnTopics(context, options, settings);
    try {
      const store = await openStore(context, options.dataDir, connected.connection, settings);
      try {
        const result =
          options.untilCaughtUp === true
            ? await catchUp(context, options, connected.connection, store)
            : await follow(context, options, connected, store);
        report(context, result);
      } finally {
        store.close();
      }
    } finally {
      await connected.connection.close();
    }
  } finally {
    lock.release();
  }
}

/** Until Ctrl-C. */
async function follow(
  context: Context,
  options: ProcessOptions,
  { connection, where }: Connected,
  store: Store,
): Promise<RunResult> {
  say(context, `Processing the topics at ${where} into ${store.path}. Ctrl-C stops.`);
  return telling(context, store, 0, (report) =>
    runProcessors({
      connection,
      store,
      onGap: options.onGap,
      pushDown: options.pushDown,
      signal: context.signal,
      report,
      onStopped: ({ message }) => say(context, message),
      onNotice: (message) => say(context, message),
    }),
  );
}

/** Until the ends of the topics as they are now. */
export async function catchUp(
  context: Context,
  options: Pick<ProcessOptions, 'onGap' | 'pushDown'>,
  connection: FluvioConnection,
  store: Store,
): Promise<RunResult> {
  const until = await endOffsets(connection, TOPICS);
  const total = await recordsBefore(until, connection, store);
  const progress = startProgress(context, 'Processing', total, 'record');
  const result = await telling(context, store, LAST_NOTICES, (report) =>
    runProcessors({
      connection,
      store,
      onGap: options.onGap,
      pushDown: options.pushDown,
      signal: context.signal,
      until,
      report,
      onProgress: (taken) => progress.update(taken),
      onStopped: ({ message }) => say(context, message),
      onNotice: (message) => say(context, message),
    }),
  );
  progress.end(result.taken);
  return result;
}

/** How many records there are to take in. */
async function recordsBefore(
  ends: readonly PartitionEnd[],
  connection: FluvioConnection,
  store: Store,
): Promise<number> {
  const next = new Map<string, number>();
  for (const status of await connection.partitions()) next.set(partitionName(status), status.logStart);
  for (const position of store.positions()) next.set(partitionName(position), position.nextOffset);
  return ends.reduce((sum, end) => sum + Math.max(0, end.end - (next.get(partitionName(end)) ?? 0)), 0);
}

function report(context: Context, { taken, stopped }: RunResult): void {
  if (context.signal.aborted)
    throw new Interrupted(`Stopped after ${counted(taken, 'record')}; all of them are counted.`);
  if (stopped.length > 0)
    throw new CommandError(`${stopped.length} partition(s) could not be processed to the end; see above.`);
}
