/** `game-flow down`: stops what runs and, with `--delete-data`, removes what was made. */
import { existsSync } from 'node:fs';
import { Command } from 'commander';
import { stopCluster } from '../../fluvio/broker/lifecycle/index.js';
import { acquireLock, type Lock } from '../../fluvio/lock/lock.js';
import { databasePath } from '../../processors/store/open.js';
import { describe } from '../connect.js';
import { type Context, say } from '../context.js';
import { isBeingProcessed } from '../database-lock.js';
import { deleteMadeTopics, mayDelete } from '../down/cluster-topics.js';
import { removeOwnFiles } from '../down/own-files.js';
import { CommandError } from '../exit.js';
import { clustersWithMadeTopics, MADE_TOPICS_FILE, madeTopics } from '../made-topics.js';
import { type CommonOptions, namedTarget, withCluster } from '../options.js';
import { counted } from '../render/numbers.js';
import { shortList } from '../render/short-list.js';
import { stopSentence } from './cluster.js';

interface DownOptions extends CommonOptions {
  readonly deleteData?: boolean;
  readonly yes?: boolean;
}

export function downCommand(context: Context): Command {
  return withCluster(new Command('down'))
    .description('stop the embedded broker; with --delete-data, remove everything that was made')
    .option('--delete-data', 'delete the database, the broker and its topics')
    .option('--yes', 'answer the question that is asked before topics of a real cluster are deleted')
    .addHelpText(
      'after',
      `
On a real cluster (--cluster or --profile) --delete-data deletes only topics that were made from this data directory,
and only when asked twice: with --yes, or by answering a question. Files that game-flow did not make are never deleted.

Examples:
  $ game-flow down
  $ game-flow down --delete-data
  $ game-flow down --delete-data --yes --cluster fluvio.example.com:9003`,
    )
    .action((options: DownOptions) => runDown(context, options));
}

async function runDown(context: Context, options: DownOptions): Promise<void> {
  const { dataDir } = options;
  if (!existsSync(dataDir)) {
    say(context, `There is nothing at ${dataDir}.`);
  } else if (options.deleteData === true) {
    await withDatabaseLocked(dataDir, () => deleteEverything(context, options));
  } else {
    say(context, stopSentence(await stopCluster(dataDir)));
    if (isBeingProcessed(dataDir))
      say(context, 'A processor still works on its database: Ctrl-C stops that one.');
  }
}

async function deleteEverything(context: Context, options: DownOptions): Promise<void> {
  const { dataDir } = options;
  const target = namedTarget(options);
  if (target !== undefined) {
    const names = madeTopics(dataDir, target);
    if (names.length === 0) {
      say(context, `From ${dataDir} no topics were made at ${describe(target)}: none is deleted there.`);
    } else if (await mayDelete(context, names, describe(target), options.yes === true)) {
      await deleteMadeTopics(context, dataDir, target);
    } else {
      say(context, 'Nothing has been done.');
      return;
    }
  }
  say(context, stopSentence(await stopCluster(dataDir)));
  removeFiles(context, dataDir);
}

function removeFiles(context: Context, dataDir: string): void {
  const clusters = clustersWithMadeTopics(dataDir);
  const { files, left } = removeOwnFiles(dataDir, new Set(clusters.length > 0 ? [MADE_TOPICS_FILE] : []));
  say(context, `Deleted ${counted(files, 'file')} of ${dataDir}.`);
  for (const cluster of clusters) {
    say(
      context,
      `Topics made on ${cluster} are still there, and noted in ${MADE_TOPICS_FILE}: delete them with \`game-flow down --delete-data ${optionFor(cluster)}\`.`,
    );
  }
  const foreign = left.filter((path) => path !== MADE_TOPICS_FILE || clusters.length === 0);
  if (foreign.length > 0) say(context, `Not made by game-flow, and left: ${shortList(foreign)}.`);
}

/** No processor may be at work, nor begin, while its database goes. */
async function withDatabaseLocked(dataDir: string, work: () => Promise<void>): Promise<void> {
  const path = databasePath(dataDir);
  const lock: Lock | undefined = acquireLock(path);
  if (lock === undefined) {
    throw new CommandError(
      `A processor works on ${path} (\`game-flow watch\` or \`process\`): stop it with Ctrl-C and try again. Nothing has been done.`,
    );
  }
  try {
    await work();
  } finally {
    lock.release();
  }
}

function optionFor(cluster: string): string {
  return cluster.startsWith('profile ')
    ? `--profile ${cluster.slice('profile '.length)}`
    : `--cluster ${cluster}`;
}
