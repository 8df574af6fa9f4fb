/** `--log-level` of `serve`, and where its log goes: lines of JSON on stderr, beside what is said to a person there. */
import { type Command, Option } from 'commander';
import type { FastifyBaseLogger } from 'fastify';
import { LOG_LEVELS, type LogLevel, logTo } from '../../server/observe/log/logger.js';
import type { Context } from '../context.js';

export interface LogOptions {
  readonly logLevel?: LogLevel;
}

export function withLog(command: Command): Command {
  return command.addOption(
    new Option(
      '--log-level <level>',
      'what to log, in JSON on stderr (default: warn on a terminal, else info)',
    ).choices(LOG_LEVELS),
  );
}

export interface Logged {
  readonly log: FastifyBaseLogger;
  /** Where nobody sits at a terminal, what is said goes into the log, so that all of it is lines of JSON. */
  readonly context: Context;
}

export function logFor(context: Context, { logLevel }: LogOptions): Logged {
  const { stderr } = context;
  const log = logTo((line) => stderr.write(line), logLevel ?? (stderr.isTerminal ? 'warn' : 'info'));
  if (stderr.isTerminal) return { log, context };
  const { hasColor, columns, rows, stream, isTerminal } = stderr;
  const spoken = {
    ...{ hasColor, columns, rows, stream, isTerminal },
    write: (text: string) => log.info(text.trimEnd()),
    drain: () => stderr.drain(),
  };
  return { log, context: { ...context, stderr: spoken } };
}
