/** The server's log: JSON, one line for each thing that happened, without secrets. */
import type { FastifyBaseLogger } from 'fastify';
import { pino, stdTimeFunctions } from 'pino';
import { redacted } from './redact.js';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** @param write takes a line with its end */
export function logTo(write: (line: string) => void, level: LogLevel): FastifyBaseLogger {
  return pino(
    {
      level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      // Of requests and answers nothing is written but what `request-log.ts` picks.
      serializers: { req: () => undefined, res: () => undefined },
    },
    { write: (line) => write(redacted(line)) },
  );
}
