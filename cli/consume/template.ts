/** `-F/--format`: a template with the variables that `fluvio consume` knows. */
import { UsageError } from '../exit.js';
import type { ConsumedRecord } from './record.js';
import { keyText } from './text.js';

const VARIABLES: Readonly<Record<string, (record: ConsumedRecord) => string>> = {
  key: keyText,
  value: (record) => record.value.toString(),
  offset: (record) => String(record.offset),
  partition: (record) => String(record.partition),
  time: ({ timestamp }) => timeText(timestamp),
};

/** The last instant that a Date can show, ms. */
const LATEST = 8.64e15;

/** `NA` for none, and for one that no calendar knows: a producer may write any i64 into it. */
function timeText(timestamp: number | null): string {
  if (timestamp === null || timestamp > LATEST) return 'NA';
  return new Date(Math.max(0, timestamp)).toISOString();
}

/** `{{name}}` and `{{{name}}}`, which are the same, since nothing is escaped. */
const PLACEHOLDER = /\{\{\{?\s*([^{}]*?)\s*\}?\}\}/g;

/**
 * Reads a template once and returns what fills it in. The real command reads it as Handlebars, of which the variables
 * are the part that is of use here.
 *
 * @throws UsageError for any other name
 */
export function compileTemplate(template: string): (record: ConsumedRecord) => string {
  const parts: ((record: ConsumedRecord) => string)[] = [];
  let end = 0;
  for (const match of template.matchAll(PLACEHOLDER)) {
    const text = template.slice(end, match.index);
    parts.push(() => text, variable(match[1] ?? ''));
    end = match.index + match[0].length;
  }
  const rest = template.slice(end);
  return (record) => parts.reduce((line, part) => line + part(record), '') + rest;
}

function variable(name: string): (record: ConsumedRecord) => string {
  const of = Object.hasOwn(VARIABLES, name) ? VARIABLES[name] : undefined;
  if (of === undefined) {
    const known = Object.keys(VARIABLES).map((known) => `{{${known}}}`);
    throw new UsageError(`--format: there is no {{${name}}}. There are ${known.join(', ')}.`);
  }
  return of;
}
