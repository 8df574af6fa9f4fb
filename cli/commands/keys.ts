/** `game-flow keys add|list|revoke`: who may send events to `game-flow serve`, and who may read. */
import { Command, InvalidArgumentError, Option } from 'commander';
import { ROLES, type Role } from '../../server/access/caller.js';
import { DEFAULT_RATE, GAME_NAME, KEY_TABLES, Keys, MOST_RATE } from '../../server/access/keys.js';
import { openServerDatabase, serverDatabasePath } from '../../server/store/open.js';
import { type Context, say } from '../context.js';
import { CommandError, UsageError } from '../exit.js';
import { type CommonOptions, wholeNumber, withDataDir } from '../options.js';
import { jsonRows, jsonText } from '../render/json.js';
import { keyTable, madeKeyLines } from '../render/key-table.js';
import { sanitize } from '../render/sanitize.js';

interface AddOptions extends CommonOptions {
  readonly game: string;
  readonly role: Role;
  readonly sandbox?: boolean;
  readonly rate: number;
  readonly json?: boolean;
}

export function keysCommand(context: Context): Command {
  return new Command('keys')
    .description('who may send events to `game-flow serve`, and who may read')
    .addCommand(addCommand(context))
    .addCommand(listCommand(context))
    .addCommand(revokeCommand(context))
    .addHelpText(
      'after',
      '\nExamples:\n  $ game-flow keys add --game "Sky Forge" --role ingest\n  $ game-flow keys add --game "Sky Forge" --role ingest --sandbox\n  $ game-flow keys add --game studio --role read --json\n  $ game-flow keys revoke key_0123456789abcdef\n\nA `serve` that runs knows at once. How requests are signed: docs/security.md.',
    );
}

function addCommand(context: Context): Command {
  return withDataDir(new Command('add'))
    .description('make a key; what proves it is printed once')
    .requiredOption('--game <name>', 'what it is for', gameName)
    .addOption(
      new Option('--role <role>', 'ingest sends events, read sees figures, admin sees them and manages keys')
        .choices(ROLES)
        .makeOptionMandatory(),
    )
    .option('--sandbox', 'what it sends is judged and shown, but never counted')
    .option('--rate <n>', 'requests a second at the most', wholeNumber(1, MOST_RATE), DEFAULT_RATE)
    .option('--json', 'an object')
    .action(({ dataDir, game, role, sandbox = false, rate, json }: AddOptions) => {
      if (sandbox && role !== 'ingest')
        throw new UsageError('--sandbox is for keys of the role ingest: the others send nothing.');
      const made = withKeys(context, dataDir, (keys) => keys.add({ game, role, sandbox, rate }));
      context.stdout.write(json === true ? `${jsonText(made)}\n` : madeKeyLines(made));
      say(context, 'Keep it well: it is not shown again.');
    });
}

function listCommand(context: Context): Command {
  return withDataDir(new Command('list'))
    .description('all keys, revoked ones too, without what proves them')
    .option('--json', 'an array of objects')
    .action(({ dataDir, json }: CommonOptions & { readonly json?: boolean }) => {
      const rows = withKeys(context, dataDir, (keys) => keys.list());
      context.stdout.write(json === true ? jsonRows(rows) : keyTable(rows));
    });
}

function revokeCommand(context: Context): Command {
  return withDataDir(new Command('revoke'))
    .description('let a key be of no more use, from now on and for good')
    .argument('<id>', 'its id: key_…')
    .action((id: string, { dataDir }: CommonOptions) => {
      const revoked = withKeys(context, dataDir, (keys) => keys.revoke(id));
      if (revoked === undefined)
        throw new CommandError(`There is no key ${sanitize(id)}. See \`game-flow keys list\`.`);
      say(context, `Revoked ${revoked.id} of ${sanitize(revoked.game)} (${revoked.role}).`);
    });
}

function withKeys<T>({ now }: Context, dataDir: string, work: (keys: Keys) => T): T {
  const db = openServerDatabase(serverDatabasePath(dataDir), KEY_TABLES);
  try {
    return work(new Keys(db, now));
  } finally {
    db.close();
  }
}

function gameName(text: string): string {
  if (GAME_NAME.test(text)) return text;
  throw new InvalidArgumentError(
    'expected letters, digits, spaces, points, hyphens and underscores, 64 at the most.',
  );
}
