/** `game-flow rebuild`: counts everything again from the topics. */
import { Command } from 'commander';
import { connect } from '../connect.js';
import type { Context } from '../context.js';
import { lockDatabase, rebuild } from '../database.js';
import { type CommonOptions, withCluster } from '../options.js';

interface RebuildOptions extends CommonOptions {
  readonly yes?: boolean;
}

export function rebuildCommand(context: Context): Command {
  return withCluster(new Command('rebuild'))
    .description('make all figures anew from the topics; the old ones stay visible until it is done')
    .option('--yes', 'go on although the topics no longer hold everything that was counted')
    .action(async (options: RebuildOptions) => {
      const lock = await lockDatabase(options.dataDir);
      try {
        const { connection } = await connect(context, options);
        try {
          await rebuild(context, options.dataDir, connection, options.yes === true);
        } finally {
          await connection.close();
        }
      } finally {
        lock.release();
      }
    });
}
