/** `game-flow dlq`: rejected records, listed, shown, judged again, purged. */
import { Command, Option } from 'commander';
import { REASONS } from '../../processors/verdict/reasons.js';
import type { Context } from '../context.js';
import { listDeadLetters } from '../dlq/list.js';
import { purgeDeadLetters } from '../dlq/purge.js';
import { replayDeadLetters } from '../dlq/replay.js';
import { showDeadLetter } from '../dlq/show.js';
import { wholeNumber, withConfig, withDataDir } from '../options.js';

const PLACE = 'one record: TOPIC/PARTITION/OFFSET';

export function dlqCommand(context: Context): Command {
  const dlq = new Command('dlq').description('look at rejected records, judge them again, or purge them');
  dlq
    .addCommand(
      withSelection(withDataDir(new Command('list')))
        .description('rejected records, and how many there are by reason')
        .option('--limit <n>', 'so many records at the most (default: 20; with --json all)', wholeNumber(1))
        .option('--json', 'one object: counts by reason, and the records without their values')
        .action((options) => listDeadLetters(context, options)),
    )
    .addCommand(
      withLog(withDataDir(new Command('show')), 'the latest')
        .description('one rejected record, with what is wrong with it')
        .argument('<record>', PLACE)
        .option('--full', 'all lines of its value')
        .option('--json', 'an object with what was kept of its value')
        .action((record: string, options) => showDeadLetter(context, record, options)),
    )
    .addCommand(
      withSelection(withLog(withConfig(withDataDir(new Command('replay'))), 'all of them'))
        .description('judge rejected records again, in place, by the schemas and settings now in force')
        .argument('[record]', PLACE)
        .action((record: string | undefined, options) => replayDeadLetters(context, record, options)),
    )
    .addCommand(
      withSelection(withLog(withDataDir(new Command('purge')), 'all of them'))
        .description('delete rejected records; they stay counted as rejected')
        .argument('[record]', PLACE)
        .option('--yes', 'answer the question that is asked before')
        .action((record: string | undefined, options) => purgeDeadLetters(context, record, options)),
    );
  return dlq.addHelpText(
    'after',
    `
Examples:
  $ game-flow dlq list --topic player-events --reason future_time
  $ game-flow dlq show player-events/0/17
  $ game-flow dlq replay --reason future_time
  $ game-flow dlq purge --to 2024-10-31 --yes`,
  );
}

function withSelection(command: Command): Command {
  return command
    .option('--topic <name>', 'of one topic')
    .addOption(new Option('--reason <code>', `of one reason: ${REASONS.map(([code]) => code).join(', ')}`))
    .option('--partition <n>', 'of one partition', wholeNumber(0))
    .option('--from <time>', 'with a record time from this UTC day or time on')
    .option('--to <time>', 'up to this day, itself included, or up to this time, itself not included');
}

function withLog(command: Command, without: 'the latest' | 'all of them'): Command {
  return command.option(
    '--log <n>',
    `of this log of the partition, where offsets came again (default: ${without})`,
    wholeNumber(0),
  );
}
