/** `game-flow notices list|mutes|test`: what people were told, or will be, or were not. */
import { Argument, Command, Option } from 'commander';
import { testBody } from '../../processors/actions/message.js';
import { listMutes } from '../../processors/actions/mutes.js';
import { LISTED, type Listed, listNotices } from '../../processors/actions/notice-list.js';
import { post } from '../../processors/actions/post.js';
import type { Settings } from '../../settings/settings.js';
import { type Context, say } from '../context.js';
import { CommandError, Interrupted, UsageError } from '../exit.js';
import {
  type CommonOptions,
  type SettingsOptions,
  wholeNumber,
  withConfig,
  withDataDir,
} from '../options.js';
import { readDatabase } from '../read-database.js';
import { jsonRows } from '../render/json.js';
import { muteTable, noticeTable } from '../render/notice-table.js';
import { shortList } from '../render/short-list.js';
import { settingsFor } from '../settings.js';

const LATEST = 50;

interface ListOptions extends CommonOptions {
  readonly state?: Listed;
  readonly limit: number;
  readonly json?: boolean;
}

export function noticesCommand(context: Context): Command {
  return new Command('notices')
    .description('what webhooks were told, what waits, and what failed')
    .addCommand(listCommand(context), { isDefault: true })
    .addCommand(mutesCommand(context))
    .addCommand(testCommand(context))
    .addHelpText(
      'after',
      '\nExamples:\n  $ game-flow notices --state failed\n  $ game-flow notices test ops --config game-flow.yaml',
    );
}

function listCommand(context: Context): Command {
  return withDataDir(new Command('list'))
    .description('the latest notices, one row a webhook')
    .addOption(new Option('--state <state>', 'only these').choices(LISTED))
    .option('--limit <n>', 'how many', wholeNumber(1), LATEST)
    .option('--json', 'an array of objects')
    .action((options: ListOptions) => {
      const rows = readDatabase(options.dataDir, (db) => listNotices(db, options.state, options.limit));
      context.stdout.write(options.json === true ? jsonRows(rows) : noticeTable(rows));
    });
}

function mutesCommand(context: Context): Command {
  return withDataDir(new Command('mutes'))
    .description('what is muted')
    .option('--json', 'an array of objects')
    .action((options: CommonOptions & { readonly json?: boolean }) => {
      const rows = readDatabase(options.dataDir, (db) => listMutes(db, context.now())).map((row) => ({
        kind: row.kind,
        rule: row.rule || null,
        subject: row.subject || null,
        until: row.until === null ? null : new Date(row.until).toISOString(),
      }));
      context.stdout.write(options.json === true ? jsonRows(rows) : muteTable(rows));
    });
}

function testCommand(context: Context): Command {
  return withConfig(new Command('test'))
    .description('send a message to a webhook now')
    .addArgument(new Argument('<webhook>', 'its name in the settings'))
    .action((name: string, options: SettingsOptions) =>
      sendTest(context, name, settingsFor(context, options)),
    );
}

async function sendTest(context: Context, name: string, settings: Settings): Promise<void> {
  const { webhooks, link } = settings.notify;
  const webhook = webhooks.find((one) => one.name === name);
  if (webhook === undefined) {
    const there = shortList(webhooks.map((one) => one.name));
    const known = webhooks.length === 0 ? 'The settings have no webhooks.' : `The settings have ${there}.`;
    throw new UsageError(`There is no webhook ${name}. ${known}`);
  }
  const { now, signal } = context;
  const body = testBody(webhook, { windows: settings.windows, link, now: now() });
  const outcome = await post({ webhook, delivery: 'test', body, signal, now });
  if (outcome.kind === 'abandoned') throw new Interrupted('');
  if (outcome.kind !== 'sent') throw new CommandError(`The webhook ${name} took nothing: ${outcome.error}.`);
  say(context, `The webhook ${name} took it.`);
}
