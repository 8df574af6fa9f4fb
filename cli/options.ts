/** The options of one kind everywhere: which Fluvio, and where the state is kept. Read once, at the edge. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { FluvioTarget } from '../fluvio/client/types.js';
import { PUSH_DOWN } from '../processors/run/push-down.js';
import { parseDuration } from '../settings/duration.js';
import { UsageError } from './exit.js';

export const DEFAULT_DATA_DIR = '.game-flow';

export interface CommonOptions {
  readonly dataDir: string;
  readonly cluster?: string;
  readonly profile?: string;
}

export interface SettingsOptions {
  /** A settings file. */
  readonly config?: string;
  /** Seconds. */
  readonly retain?: number;
  /** Whether SmartModules parse and judge events in Fluvio. */
  readonly pushDown?: boolean;
}

/** Adds `--data-dir`. */
export function withDataDir(command: Command): Command {
  return command.addOption(
    new Option('--data-dir <dir>', 'where the database and the embedded broker keep their state').default(
      DEFAULT_DATA_DIR,
    ),
  );
}

/** Adds `--data-dir`, `--cluster` and `--profile`. */
export function withCluster(command: Command): Command {
  return withDataDir(command)
    .addOption(
      new Option('--cluster <host:port>', 'a Fluvio cluster, instead of the embedded broker').conflicts(
        'profile',
      ),
    )
    .addOption(new Option('--profile <name>', 'a profile of the fluvio command, TLS included'));
}

/** Adds `--config`. */
export function withConfig(command: Command): Command {
  return command.option('--config <file>', 'the settings (default: game-flow.yaml in this folder, if there)');
}

/** Adds `--retain`. */
export function withRetain(command: Command): Command {
  return command.option(
    '--retain <time>',
    'drop windows, closed alerts and dead letters that are older, 30d say (default: as set, or never)',
    retainedSeconds,
  );
}

/** Adds `--push-down` and `--no-push-down`. */
export function withPushDown(command: Command): Command {
  return command
    .option('--push-down', `parse and judge events in Fluvio, by SmartModules${PUSH_DOWN ? DEFAULT : ''}`)
    .option('--no-push-down', `parse and judge events in this process${PUSH_DOWN ? '' : DEFAULT}`);
}

const DEFAULT = ' (default)';

/** The Fluvio that was named, or undefined for the embedded broker. */
export function namedTarget(options: CommonOptions): FluvioTarget | undefined {
  if (options.profile !== undefined) return { kind: 'profile', name: options.profile };
  return options.cluster === undefined ? undefined : parseAddress(options.cluster);
}

/** `host:port`, `[v6]:port`. */
export function parseAddress(text: string): FluvioTarget & { kind: 'address' } {
  const match = /^(?:\[([^\]]+)\]|([^:\s]+)):(\d{1,5})$/.exec(text);
  const port = Number(match?.[3]);
  if (match === null || port < 1 || port > 65535) {
    throw new UsageError(`--cluster ${text}: expected HOST:PORT, for example 127.0.0.1:9003.`);
  }
  return { kind: 'address', host: match[1] ?? match[2] ?? '', port };
}

function retainedSeconds(text: string): number {
  const seconds = parseDuration(text);
  if (!Number.isInteger(seconds) || seconds < 1) {
    throw new InvalidArgumentError('expected a time such as 90s, 30m, 12h or 30d.');
  }
  return seconds;
}

/** A hundred years: longer is a slip of the finger, and what is added to a date stays one. */
const LONGEST_MS = 100 * 366 * 86_400_000;

/** `90s`, `30m`, `12h`, `7d` for commander, as whole ms. */
export function milliseconds(text: string): number {
  const ms = Math.round(parseDuration(text) * 1000);
  if (!(ms > 0 && ms <= LONGEST_MS))
    throw new InvalidArgumentError('expected a time such as 90s, 30m, 12h or 7d.');
  return ms;
}

/** A whole number for commander, with bounds. */
export function wholeNumber(least: number, most = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most) {
      throw new InvalidArgumentError(
        `expected a whole number from ${least}${most < Number.MAX_SAFE_INTEGER ? ` to ${most}` : ''}.`,
      );
    }
    return value;
  };
}

/** Each value of an option that may be repeated, for commander. */
export function collect(text: string, earlier: readonly string[] = []): readonly string[] {
  return [...earlier, text];
}
