/** `game-flow stats WHAT`: the figures of the database, as a table or as JSON. */
import { Argument, Command } from 'commander';
import { databasePath, openForReading } from '../../processors/store/open.js';
import { schemaState } from '../../processors/store/schema.js';
import { STATS, WHATS, type What } from '../../processors/store/stats/index.js';
import type { Context } from '../context.js';
import { CommandError } from '../exit.js';
import { type CommonOptions, withDataDir } from '../options.js';
import { jsonRows } from '../render/json.js';
import { statsTable } from '../render/stats-table.js';

interface StatsOptions extends CommonOptions {
  readonly json?: boolean;
}

export function statsCommand(context: Context): Command {
  return withDataDir(new Command('stats'))
    .description('show what the events add up to')
    .addArgument(new Argument('<what>', 'which figures').choices(WHATS))
    .option('--json', 'an array of objects, every row, numbers unrounded')
    .addHelpText(
      'after',
      '\nExamples:\n  $ game-flow stats levels\n  $ game-flow stats items --json | jq ".[0]"',
    )
    .action((what: What, options: StatsOptions) => {
      const rows = readStats(options.dataDir, what);
      context.stdout.write(options.json === true ? jsonRows(rows) : statsTable(what, rows));
    });
}

/** @throws StoreError DATABASE_MISSING where nothing has been processed yet */
export function readStats(dataDir: string, what: What): object[] {
  const path = databasePath(dataDir);
  const db = openForReading(path);
  try {
    const state = schemaState(db, path);
    if (state === 'outdated') {
      throw new CommandError(
        `${path} was written by an older game-flow. Run \`game-flow rebuild\`, or start \`game-flow process\`, which does it first.`,
      );
    }
    // A database that a processor has just begun to make has no tables yet: it is empty.
    return state === 'new' ? [] : STATS[what](db);
  } finally {
    db.close();
  }
}
