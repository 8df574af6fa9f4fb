/** The command line as a whole: every command registers itself here, once. */
import { Command } from 'commander';
import { ackCommand } from './commands/ack.js';
import { clusterCommand } from './commands/cluster.js';
import { configCommand } from './commands/config.js';
import { consumeCommand } from './commands/consume.js';
import { demoCommand } from './commands/demo.js';
import { dlqCommand } from './commands/dlq.js';
import { doctorCommand } from './commands/doctor.js';
import { downCommand } from './commands/down.js';
import { generateCommand } from './commands/generate.js';
import { muteCommand, unmuteCommand } from './commands/mute.js';
import { noticesCommand } from './commands/notices.js';
import { processCommand } from './commands/process.js';
import { produceCommand } from './commands/produce.js';
import { rebuildCommand } from './commands/rebuild.js';
import { scoreCommand } from './commands/score.js';
import { statsCommand } from './commands/stats.js';
import { topicsCommand } from './commands/topics.js';
import { verifyCommand } from './commands/verify.js';
import { watchCommand } from './commands/watch.js';
import type { Context } from './context.js';
import { packageVersion } from './package-version.js';

export function createProgram(context: Context): Command {
  const program = new Command('game-flow')
    .description('Live, exactly-once analytics for game telemetry on Fluvio.')
    .version(packageVersion())
    .addHelpText(
      'after',
      `
Two terminals, nothing else to start:
  $ game-flow generate      a simulated game sends events, until Ctrl-C
  $ game-flow watch         what the events say, live`,
    );
  const commands = [
    demoCommand,
    generateCommand,
    processCommand,
    rebuildCommand,
    verifyCommand,
    watchCommand,
    statsCommand,
    dlqCommand,
    scoreCommand,
    noticesCommand,
    muteCommand,
    unmuteCommand,
    ackCommand,
    produceCommand,
    consumeCommand,
    topicsCommand,
    configCommand,
    clusterCommand,
    doctorCommand,
    downCommand,
  ];
  for (const command of commands) program.addCommand(command(context));
  return configured(program, context);
}

/** Errors and help go through the context, and a wrong use throws instead of ending the process. */
function configured(command: Command, context: Context): Command {
  command.showHelpAfterError('Run with --help to see what is possible.');
  command.exitOverride().configureOutput({
    writeOut: (text) => context.stdout.write(text),
    writeErr: (text) => context.stderr.write(text),
    getOutHelpWidth: () => context.stdout.columns,
    getErrHelpWidth: () => context.stderr.columns,
  });
  for (const subcommand of command.commands) configured(subcommand, context);
  return command;
}
