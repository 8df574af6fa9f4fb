/** From an error to one sentence and an exit code; most specific first. A stack trace only when it is asked for. */
import { CommanderError } from 'commander';
import { SettingsError } from '../settings/settings-error.js';
import { CommandError, EXIT, Interrupted, UsageError } from './exit.js';

export function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usedWrongly;
  if (error instanceof Interrupted) return EXIT.interrupted;
  if (error instanceof UsageError || error instanceof SettingsError) return EXIT.usedWrongly;
  return EXIT.failed;
}

/** Codes of FluvioError which after Ctrl-C only say that Fluvio was not waited for. */
const NOT_WAITED_FOR = new Set<unknown>(['CLOSED', 'CONNECT_FAILED', 'CONNECTION_LOST', 'PRODUCER_DEAD']);

/** What an error of a command means after Ctrl-C: a connection that was given up then is part of stopping. */
export function afterInterruption(error: unknown): unknown {
  if (error instanceof CommandError && NOT_WAITED_FOR.has(codeOf(error.cause))) {
    return new Interrupted(error.message, { cause: error });
  }
  if (!NOT_WAITED_FOR.has(codeOf(error))) return error;
  const sentence =
    'Stopped without an answer from Fluvio. What was counted or acknowledged before is kept; what was on its way may be missing, and events with an event_id can be sent again.';
  return new Interrupted(sentence, { cause: error });
}

/** Empty when commander has already said it. */
export function sentenceOf(error: unknown, debug: boolean): string {
  if (error instanceof CommanderError) return '';
  if (!(error instanceof Error)) return `game-flow: ${String(error)}`;
  if (error instanceof Interrupted && error.message === '') return '';
  if (debug) return `game-flow: ${error.stack ?? error.message}`;
  return `game-flow: ${[error.message, nextStep(error)].join(' ').trim()}`;
}

function codeOf(error: unknown): unknown {
  return (error as { code?: unknown } | undefined)?.code;
}

/** Errors of the libraries keep what to do next apart from what happened. */
function nextStep(error: Error): string {
  const { next } = error as { next?: unknown };
  if (typeof next === 'string') return next;
  return codeOf(error) === 'CONNECT_FAILED' ? NOBODY_ANSWERS : '';
}

/** The door to Fluvio knows nothing of the command line, so what to do there is told here. */
export const NOBODY_ANSWERS =
  'Is it running, and is the address right? Without --cluster and --profile the embedded broker is used.';
