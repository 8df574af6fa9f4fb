/** `game-flow ack ID`: somebody has seen it. */
import { Command } from 'commander';
import { acknowledge } from '../../processors/actions/acknowledge.js';
import { type Context, say } from '../context.js';
import { CommandError } from '../exit.js';
import { writeNoted } from '../noted-database.js';
import { type CommonOptions, withDataDir } from '../options.js';
import { sanitize } from '../render/sanitize.js';

export function ackCommand(context: Context): Command {
  return withDataDir(new Command('ack'))
    .description('acknowledge a finding: nothing more is sent of it')
    .argument('<id>', 'its number in `game-flow notices`, or the id of a notice')
    .action((id: string, options: CommonOptions) => {
      const found = writeNoted(options.dataDir, (db) => acknowledge(db, id, context.now()));
      if (found === undefined) {
        throw new CommandError(`There is no finding ${sanitize(id)}. See \`game-flow notices\`.`);
      }
      const { number, kind, rule, subject } = found;
      say(context, sanitize(`Acknowledged ${number}: ${kind}:${rule} ${subject}.`));
    });
}
