/** From batches to what is written on stdout, by `--output`, `--format`, `-k` and `--truncate`. */
import type { RecordBatch } from '../../fluvio/client/types.js';
import type { Output } from '../context.js';
import { UsageError } from '../exit.js';
import { sanitize } from '../render/sanitize.js';
import type { ConsumeOptions } from './flags.js';
import { FullTable } from './full-table.js';
import { hexDump } from './hex-dump.js';
import { ndjsonLines } from './ndjson.js';
import { prettyJson } from './pretty-json.js';
import { type ConsumedRecord, recordAt } from './record.js';
import { tableRow } from './table-rows.js';
import { compileTemplate } from './template.js';
import { dynamicText, keyText, plainText } from './text.js';

export interface Printer {
  /** Records `from` to `to` (exclusive) of a batch. */
  print(batch: RecordBatch, from: number, to: number): string;
  /** What must be written at the very end, however it comes. */
  close(): string;
}

/** Null leaves the record out. */
type RecordText = (record: ConsumedRecord) => string | null;

/** @throws UsageError for a template or an output that cannot be used here */
export function createPrinter(options: ConsumeOptions, stdout: Output): Printer {
  if (options.output === 'ndjson') return { print: ndjsonLines, close: () => '' };
  if (options.output === 'full-table') return fullTable(stdout);
  const text = recordText(options);
  const finish = finisher(options, stdout);
  return {
    print: (batch, from, to) => {
      let lines = '';
      for (let i = from; i < to; i++) {
        const record = recordAt(batch, i);
        const shown = text(record);
        if (shown !== null) lines += `${finish(shown, record)}\n`;
      }
      return lines;
    },
    close: () => '',
  };
}

function recordText(options: ConsumeOptions): RecordText {
  if (options.format !== undefined) return compileTemplate(options.format);
  const suppress = options.suppressUnknown === true;
  switch (options.output) {
    case 'text':
      return (record) => plainText(record, suppress);
    case 'binary':
      return (record) => hexDump(record.value);
    case 'json':
      return (record) => {
        const json = prettyJson(record.value);
        if ('text' in json) return json.text;
        return suppress ? null : JSON.stringify({ error: json.error }, null, 2);
      };
    case 'raw':
      return (record) => record.value.toString();
    case 'table': {
      let isFirst = true;
      return (record) => {
        const row = tableRow(record.value, isFirst);
        isFirst = false;
        return row;
      };
    }
    default:
      return dynamicText;
  }
}

/** The key before the value, one line at most, nothing that a terminal would obey: in this order. */
function finisher(options: ConsumeOptions, stdout: Output): (text: string, record: ConsumedRecord) => string {
  const keyed =
    options.keyValue === true
      ? (text: string, record: ConsumedRecord) => `[${keyText(record)}] ${text}`
      : (text: string) => text;
  if (!stdout.isTerminal) return keyed;
  return (text, record) => {
    const safe = keyed(text, record).split('\n').map(sanitizeLine);
    return options.truncate === true ? (safe[0] ?? '').slice(0, stdout.columns) : safe.join('\n');
  };
}

function sanitizeLine(line: string): string {
  return sanitize(line.replaceAll('\t', '  '));
}

function fullTable(stdout: Output): Printer {
  if (!stdout.isTerminal) {
    throw new UsageError('-O full-table needs a terminal to draw on: use -O table for a file or a pipe.');
  }
  const table = new FullTable(stdout);
  let opened = false;
  return {
    print: (batch, from, to) => {
      for (let i = from; i < to; i++) table.add(recordAt(batch, i));
      const start = opened ? '' : table.open();
      opened = true;
      return start + table.draw();
    },
    close: () => (opened ? table.close() : ''),
  };
}
