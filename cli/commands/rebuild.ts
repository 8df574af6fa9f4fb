/** `game-flow rebuild`: counts everything again from the topics. */
import { Command } from 'commander';
import { connectToOwnTopics } from '../connect.js';
import type { Context } from '../context.js';
import { rebuild } from '../database.js';
import { lockDatabase } from '../database-lock.js';
import { type CommonOptions, type SettingsOptions, withCluster, withConfig, withRetain } from '../options.js';
import { settingsFor } from '../settings.js';

interface RebuildOptions extends CommonOptions, SettingsOptions {
  readonly yes?: boolean;
}

export function rebuildCommand(context: Context): Command {
  return withRetain(withConfig(withCluster(new Command('rebuild'))))
    .description('make all figures anew from the topics; the old ones stay visible until it is done')
    .option('--yes', 'go on although the topics no longer hold everything that was counted')
    .action(async (options: RebuildOptions) => {
      const settings = settingsFor(context, options);
      const lock = await lockDatabase(options.dataDir);
      try {
        const { connection } = await connectToOwnTopics(context, options, settings);
        try {
          await rebuild(context, options.dataDir, connection, settings, options.yes === true);
        } finally {
          await connection.close();
        }
      } finally {
        lock.release();
      }
    });
}
