/** The command line as a whole: every command registers itself here, once. */
import { Command } from 'commander';
import type { Context } from './context.js';
import { packageVersion } from './package-version.js';

type MakeCommand = (context: Context) => Command;

/** In the order of the help. What a command works with is loaded with it: all of it takes longer than most commands. */
const COMMANDS: ReadonlyMap<string, () => Promise<MakeCommand>> = new Map([
  ['demo', async () => (await import('./commands/demo.js')).demoCommand],
  ['generate', async () => (await import('./commands/generate.js')).generateCommand],
  ['process', async () => (await import('./commands/process.js')).processCommand],
  ['rebuild', async () => (await import('./commands/rebuild.js')).rebuildCommand],
  ['verify', async () => (await import('./commands/verify.js')).verifyCommand],
  ['serve', async () => (await import('./commands/serve.js')).serveCommand],
  ['keys', async () => (await import('./commands/keys.js')).keysCommand],
  ['watch', async () => (await import('./commands/watch.js')).watchCommand],
  ['stats', async () => (await import('./commands/stats.js')).statsCommand],
  ['lineage', async () => (await import('./commands/lineage.js')).lineageCommand],
  ['dlq', async () => (await import('./commands/dlq.js')).dlqCommand],
  ['score', async () => (await import('./commands/score.js')).scoreCommand],
  ['notices', async () => (await import('./commands/notices.js')).noticesCommand],
  ['mute', async () => (await import('./commands/mute.js')).muteCommand],
  ['unmute', async () => (await import('./commands/mute.js')).unmuteCommand],
  ['ack', async () => (await import('./commands/ack.js')).ackCommand],
  ['produce', async () => (await import('./commands/produce.js')).produceCommand],
  ['consume', async () => (await import('./commands/consume.js')).consumeCommand],
  ['topics', async () => (await import('./commands/topics.js')).topicsCommand],
  ['smartmodules', async () => (await import('./commands/smartmodules.js')).smartmodulesCommand],
  ['config', async () => (await import('./commands/config.js')).configCommand],
  ['cluster', async () => (await import('./commands/cluster.js')).clusterCommand],
  ['doctor', async () => (await import('./commands/doctor.js')).doctorCommand],
  ['down', async () => (await import('./commands/down.js')).downCommand],
]);

/**
 * Does what a command line says.
 * @param argv as `process.argv`: the first two are skipped
 * @throws CommanderError when it is used wrongly, and whatever the command throws
 */
export async function runProgram(context: Context, argv: readonly string[]): Promise<void> {
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
  for (const command of await commandsFor(argv[2])) program.addCommand(command(context));
  await configured(program, context).parseAsync(argv);
}

/** The one that is named; all where none is, for the help and for what was meant. */
function commandsFor(name: string | undefined): Promise<MakeCommand[]> {
  const named = name === undefined ? undefined : COMMANDS.get(name);
  const wanted = named === undefined ? [...COMMANDS.values()] : [named];
  return Promise.all(wanted.map((load) => load()));
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
