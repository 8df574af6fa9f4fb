/** The value of a dead letter for people, the place at fault marked where it can be told. Safe for a terminal. */
import { isUtf8 } from 'node:buffer';
import { hexDump } from '../consume/hex-dump.js';
import { visible } from '../render/visible.js';
import { jsonFault } from './json-fault.js';
import { type JsonLine, jsonLines, MOST_NESTED, nesting } from './json-lines.js';

/** Lines, or rows of a hex dump, around the place at fault; the rest is left out unless everything is asked for. */
const MOST_LINES = 60;
const LINES_BEFORE = 20;
const LONGEST_LINE = 400;
const ROW_BYTES = 16;

export function valueAtFault(value: Buffer, pointer: string, isWhole: boolean, full: boolean): string {
  if (value.length === 0) return '(empty)\n';
  if (!isUtf8(value) && isWhole) return dumped(value, firstInvalidByte(value), full);
  const text = isWhole ? value.toString() : beginningAsText(value);
  if (text === undefined) return dumped(value, 0, full);
  // Bytes 0 and a byte order mark are no text that anyone could read.
  if (text.startsWith('\ufeff') || text.includes('\u0000')) return dumped(value, 0, full);
  const fault = isWhole ? jsonFault(text) : undefined;
  if (fault !== undefined || !isWhole || nesting(text) > MOST_NESTED) return plain(text, fault, full);
  const lines = jsonLines(text);
  const marked = markedLine(lines, pointer);
  const shown = lines.map((line, i) => (i === marked ? '> ' : '  ') + clipped(visible(line.text), full));
  if (marked >= 0)
    shown.splice(marked + 1, 0, `  ${' '.repeat(indentOf(lines[marked]!))}^ ${mark(lines, pointer)}`);
  return around(shown, Math.max(0, marked), full);
}

/** The line of the pointer, or of the nearest thing around it that is there: a missing field's object. */
function markedLine(lines: readonly JsonLine[], pointer: string): number {
  for (let at = pointer; ; at = at.slice(0, at.lastIndexOf('/'))) {
    const found = lines.findLastIndex((line) => line.pointer === at);
    // An object is marked where it opens; of a key given twice the last one counts.
    const opening = lines.findIndex((line) => line.pointer === at);
    if (found >= 0) return /^\s*[}\]],?$/.test(lines[found]!.text) ? opening : found;
    if (at === '') return -1;
  }
}

function mark(lines: readonly JsonLine[], pointer: string): string {
  if (pointer === '') return 'here';
  return lines.some((line) => line.pointer === pointer)
    ? visible(pointer)
    : `${visible(pointer)} is not there`;
}

function indentOf({ text }: JsonLine): number {
  return text.length - text.trimStart().length;
}

/** The text as it is, a mark under the character at fault. */
function plain(text: string, fault: number | undefined, full: boolean): string {
  const lines: string[] = [];
  let marked = 0;
  let start = 0;
  for (const line of text.split('\n')) {
    const end = start + line.length;
    const isMarked = fault !== undefined && fault >= start && fault <= end;
    const from = isMarked && !full ? Math.max(0, fault - start - LONGEST_LINE / 2) : 0;
    lines.push((isMarked ? '> ' : '  ') + (from > 0 ? '…' : '') + clipped(visible(line.slice(from)), full));
    if (isMarked) {
      marked = lines.length - 1;
      const before = visible(line.slice(from, fault - start)).length + (from > 0 ? 1 : 0);
      lines.push(`  ${' '.repeat(before)}^ here`);
    }
    start = end + 1;
  }
  return around(lines, marked, full);
}

function dumped(value: Buffer, fault: number, full: boolean): string {
  const row = Math.floor(fault / ROW_BYTES);
  const rows = hexDump(value).split('\n').slice(0, -2);
  return `${around(rows, row, full)}The byte at fault is number ${fault} (${fault.toString(16).padStart(8, '0')}), counted from 0.\n`;
}

/** Text at the beginning of a value that was cut, perhaps within a character; undefined when it is none. */
function beginningAsText(value: Buffer): string | undefined {
  for (let cut = 0; cut <= 3; cut++) {
    const part = value.subarray(0, value.length - cut);
    if (isUtf8(part)) return part.toString();
  }
  return undefined;
}

function firstInvalidByte(value: Buffer): number {
  let valid = 0;
  let invalid = value.length;
  // The longest valid beginning, a character at most too short: validity of beginnings is not monotonous within one.
  while (invalid - valid > 4) {
    const middle = (valid + invalid) >> 1;
    if (beginningAsText(value.subarray(0, middle)) === undefined) invalid = middle;
    else valid = middle;
  }
  while (valid > 0 && !isUtf8(value.subarray(0, valid))) valid--;
  while (valid < value.length) {
    const length = [1, 2, 3, 4].find(
      (n) => isUtf8(value.subarray(valid, valid + n)) && valid + n <= value.length,
    );
    if (length === undefined) return valid;
    valid += length;
  }
  return valid;
}

function clipped(line: string, full: boolean): string {
  return full || line.length <= LONGEST_LINE ? line : `${line.slice(0, LONGEST_LINE)}…`;
}

/** The lines around one of them, with a word on what is left out. */
function around(lines: readonly string[], line: number, full: boolean): string {
  if (full || lines.length <= MOST_LINES) return `${lines.join('\n')}\n`;
  const from = Math.min(Math.max(0, line - LINES_BEFORE), lines.length - MOST_LINES);
  const after = lines.length - from - MOST_LINES;
  const left = [
    ...(from > 0 ? [`  … ${from} lines before; --full shows them`] : []),
    ...lines.slice(from, from + MOST_LINES),
    ...(after > 0 ? [`  … ${after} lines more; --full shows them`] : []),
  ];
  return `${left.join('\n')}\n`;
}
