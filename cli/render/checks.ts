/** The findings of `doctor`: a line each, and under it what to do. */
import { Chalk } from 'chalk';
import type { Check } from '../doctor/check.js';
import { sanitize } from './sanitize.js';

export function renderChecks(checks: readonly Check[], hasColor: boolean): string {
  const paint = new Chalk({ level: hasColor ? 1 : 0 });
  const signs = { ok: paint.green('✔'), warn: paint.yellow('!'), fail: paint.red('✘') };
  const width = Math.max(...checks.map(({ name }) => name.length));
  return checks
    .map(({ name, status, message, next }) => {
      const line = `${signs[status]} ${name.padEnd(width)}  ${sanitize(message)}\n`;
      return next === undefined ? line : `${line}  ${' '.repeat(width)}  → ${sanitize(next)}\n`;
    })
    .join('');
}
