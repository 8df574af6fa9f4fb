/** `game-flow stats WHAT`: the figures of the database, as a table or as JSON. */
import { Argument, Command } from 'commander';
import { WHATS, type What } from '../../processors/store/stats/index.js';
import { type Page, readPage } from '../../processors/store/stats/page.js';
import { type Context, say } from '../context.js';
import { type CommonOptions, wholeNumber, withDataDir } from '../options.js';
import { readDatabase } from '../read-database.js';
import { jsonRows } from '../render/json.js';
import { statsTable } from '../render/stats-table.js';
import { type SelectionFlags, selectionOf } from '../stats/selection.js';

interface StatsOptions extends CommonOptions, SelectionFlags {
  readonly json?: boolean;
}

export function statsCommand(context: Context): Command {
  return withDataDir(new Command('stats'))
    .description('show what the events add up to')
    .addArgument(new Argument('<what>', 'which figures').choices(WHATS))
    .option('--from <day>', 'from this UTC day on (2024-11-12) or, but for levels and days, this time')
    .option('--to <day>', 'up to this day, itself included, or up to this time, itself not included')
    .option('--player <id>', 'of one player')
    .option('--level <id>', 'of one level')
    .option('--item <id>', 'of one item')
    .option('--server <id>', 'of one server')
    .option('--open', 'that are still open')
    .option('--limit <n>', 'so many rows at the most, the first in order', wholeNumber(1))
    .option('--after <place>', 'the rows after that place, which a --limit has named')
    .option('--reverse', 'the last in order first')
    .option('--json', 'an array of objects, every row, numbers unrounded')
    .addHelpText(
      'after',
      '\nExamples:\n  $ game-flow stats levels\n  $ game-flow stats levels --from 2024-11-01 --to 2024-11-07    visits begun in that week\n  $ game-flow stats combat --player player_123 --from 2024-11-12T18:00:00Z\n  $ game-flow stats items --json --limit 1 | jq ".[0]"\n  $ game-flow stats alerts --open --reverse --limit 20\n\nWhich of these narrow what is in docs/data-dictionary.md; one that does not apply is refused.',
    )
    .action((what: What, options: StatsOptions) => {
      const selection = selectionOf(what, options);
      const { rows, next } = readDatabase<Page>(
        options.dataDir,
        (db) => readPage(db, what, selection),
        () => ({ rows: [], next: null }),
      );
      const isNarrowed = Object.keys(selection).length > 0;
      context.stdout.write(options.json === true ? jsonRows(rows) : statsTable(what, rows, isNarrowed));
      if (next !== null && options.json !== true) say(context, `There are more: --after ${next}`);
    });
}
