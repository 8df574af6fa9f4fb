/** `game-flow smartmodules list|load|test`. */
import { Command } from 'commander';
import type { Context } from '../context.js';
import { listCommand } from '../smartmodules/list.js';
import { loadCommand } from '../smartmodules/load.js';
import { testCommand } from '../smartmodules/test.js';

export function smartmodulesCommand(context: Context): Command {
  return new Command('smartmodules')
    .description('SmartModules: what comes with game-flow, to load it into Fluvio, and to try any of them')
    .addCommand(listCommand(context))
    .addCommand(loadCommand(context))
    .addCommand(testCommand(context));
}
