/** `game-flow cluster start|stop|status`: the embedded broker. */
import { Command } from 'commander';
import {
  type BrokerState,
  type ClusterStatus,
  clusterStatus,
  fluvioProfileHint,
  hostAndPort,
  type StartOptions,
  type StopOutcome,
  startCluster,
  stopCluster,
} from '../../fluvio/broker/lifecycle/index.js';
import { type Context, say } from '../context.js';
import { type CommonOptions, wholeNumber, withDataDir } from '../options.js';

interface StartFlags extends CommonOptions {
  readonly port?: number;
  readonly spuPort?: number;
  readonly host?: string;
  readonly advertise?: string;
}

interface StatusFlags extends CommonOptions {
  readonly json?: boolean;
}

const HIGHEST_PORT = 65_535;

export function clusterCommand(context: Context): Command {
  return new Command('cluster')
    .description('the embedded Fluvio broker of a data directory')
    .addCommand(startCommand(context))
    .addCommand(stopCommand(context))
    .addCommand(statusCommand(context));
}

function startCommand(context: Context): Command {
  const port = wholeNumber(0, HIGHEST_PORT);
  return withDataDir(new Command('start'))
    .description('start it, to run until it is stopped')
    .option(
      '--port <port>',
      'of the SC, which clients connect to (default: 9003, or any free one; 0: any)',
      port,
    )
    .option('--spu-port <port>', 'of the SPU (default: 9010, or any free one; 0: any)', port)
    .option('--host <address>', 'the address to listen on (default: 127.0.0.1, this machine alone)')
    .option('--advertise <host>', 'the name by which clients elsewhere reach this machine')
    .addHelpText(
      'after',
      '\nAnyone who can reach it can read and write: keep it on loopback or in a network you trust.',
    )
    .action(async (flags: StartFlags) => {
      const { state, started } = await startCluster(startOptions(flags));
      say(
        context,
        started ? `Started. ${whereItListens(state)}` : `It runs already. ${whereItListens(state)}`,
      );
      say(context, 'To use it with the fluvio command:');
      context.stdout.write(`${fluvioProfileHint(state)}\n`);
    });
}

function stopCommand(context: Context): Command {
  return withDataDir(new Command('stop'))
    .description('stop it; its topics stay')
    .action(async ({ dataDir }: CommonOptions) => say(context, stopSentence(await stopCluster(dataDir))));
}

function statusCommand(context: Context): Command {
  return withDataDir(new Command('status'))
    .description('whether it runs, and where it listens')
    .option('--json', 'one object; "status" is running, unresponsive, busy, stale or stopped')
    .action(async ({ dataDir, json }: StatusFlags) => {
      const status = await clusterStatus(dataDir);
      context.stdout.write(json === true ? `${statusJson(status)}\n` : `${statusSentence(status)}\n`);
    });
}

export function stopSentence(outcome: StopOutcome): string {
  switch (outcome) {
    case 'stopped':
      return 'The embedded broker has been stopped.';
    case 'killed':
      return 'The embedded broker did not stop in time and was killed; nothing that it acknowledged is lost.';
    case 'was-stale':
      return 'The embedded broker was not running any more; what it left behind is tidied up.';
    case 'was-stopped':
      return 'The embedded broker is not running.';
  }
}

export function statusSentence(status: ClusterStatus): string {
  switch (status.kind) {
    case 'running':
      return `Running since ${status.state.startedAt}, process ${status.state.pid}. ${whereItListens(status.state)}${untilIdle(status.state)}`;
    case 'unresponsive':
      return `Process ${status.state.pid} runs but does not answer. See ${status.state.logFile}, or \`game-flow cluster stop\`.`;
    case 'busy':
      return 'It is just starting or stopping. Ask again.';
    case 'stale':
      return `Not running: it ended without a word (process ${status.state.pid}). See ${status.state.logFile}.`;
    case 'stopped':
      return 'Not running. `game-flow cluster start` starts it, and so does any command that needs it.';
  }
}

function statusJson(status: ClusterStatus): string {
  return JSON.stringify({ status: status.kind, ...('state' in status ? status.state : {}) });
}

function whereItListens({ host, advertise, scPort, spuPort }: BrokerState): string {
  const name = advertise === host ? '' : `, known to clients as ${advertise}`;
  return `SC ${hostAndPort(host, scPort)}, SPU ${hostAndPort(host, spuPort)}${name}.`;
}

function untilIdle(state: BrokerState): string {
  return state.startedOnDemand ? ' It stops by itself when it has been idle for a while.' : '';
}

function startOptions({ dataDir, port, spuPort, host, advertise }: StartFlags): StartOptions {
  return {
    dataDir,
    ...(port === undefined ? {} : { scPort: port }),
    ...(spuPort === undefined ? {} : { spuPort }),
    ...(host === undefined ? {} : { host }),
    ...(advertise === undefined ? {} : { advertise }),
  };
}
