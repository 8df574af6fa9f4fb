/** Dead letters as they are listed and shown: rows of a table, objects of JSON, the pages of `dlq show`. */
import { isUtf8 } from 'node:buffer';
import type { DeadLetter } from '../../processors/store/dead-letters.js';
import type { LetterSummary, ReasonCount } from '../../processors/store/letter-selection.js';
import { REASONS } from '../../processors/verdict/reasons.js';
import { counted } from '../render/numbers.js';
import { renderTable } from '../render/table.js';
import { visible } from '../render/visible.js';
import { valueAtFault } from './value-at-fault.js';

/** A dead letter as `--json` has it. */
export function letterObject(letter: LetterSummary): object {
  const { topic, partition, log, offset, reason, pointer, recordTime, key, size, keptBytes } = letter;
  return {
    topic,
    partition,
    log,
    offset,
    reason,
    pointer,
    record_time: recordTime === null ? null : new Date(recordTime).toISOString(),
    ...asText('key', key),
    size,
    truncated: keptBytes < size,
  };
}

/** The same with what was kept of its value. */
export function wholeLetterObject(letter: DeadLetter): object {
  return { ...letterObject({ ...letter, keptBytes: letter.value.length }), ...asText('value', letter.value) };
}

export function letterTable(letters: readonly LetterSummary[]): string {
  return renderTable(letters, [
    { title: 'record', of: (row) => recordName(row) },
    { title: 'reason', of: ({ reason }) => reason },
    { title: 'at', of: ({ pointer }) => pointer || null, width: 28 },
    { title: 'time', of: ({ recordTime }) => (recordTime === null ? null : timeShown(recordTime)) },
    { title: 'bytes', of: ({ size }) => size },
  ]);
}

export function reasonTable(counts: readonly ReasonCount[]): string {
  return renderTable(counts, [
    { title: 'topic', of: ({ topic }) => topic },
    { title: 'reason', of: ({ reason }) => reason },
    { title: 'dead letters', of: ({ letters }) => letters },
  ]);
}

/** Everything about one letter, for people. @param aheadSeconds the threshold of `future_time` in force */
export function letterPage(letter: DeadLetter, full: boolean, aheadSeconds: number): string {
  const { reason, pointer, recordTime, key, value, size } = letter;
  const isWhole = value.length === size;
  const kept = isWhole
    ? 'all of them kept'
    : `the first ${value.length.toLocaleString('en-US')} kept: it cannot be replayed`;
  const facts: [string, string][] = [
    ['record', recordName(letter)],
    ['reason', `${reason}: ${inWords(reason, aheadSeconds)}`],
    ['at', pointer === '' ? 'the value as a whole' : visible(pointer)],
    ['time', recordTime === null ? 'none' : new Date(recordTime).toISOString()],
    ['key', keyShown(key)],
    ['value', `${counted(size, 'byte')}, ${kept}`],
  ];
  const head = facts.map(([name, fact]) => `${name.padEnd(7)} ${fact}\n`).join('');
  return `${head}\n${valueAtFault(value, pointer, isWhole, full)}`;
}

function inWords(reason: string, aheadSeconds: number): string {
  if (reason === 'future_time') {
    return `The event's time is more than ${span(aheadSeconds)} after the record's Fluvio timestamp.`;
  }
  return REASONS.find(([code]) => code === reason)?.[1] ?? '';
}

/** `5 minutes`, `90 seconds`: exact. */
function span(seconds: number): string {
  return seconds > 0 && seconds % 60 === 0 ? counted(seconds / 60, 'minute') : counted(seconds, 'second');
}

/** `player-events/0/17`, with the log where it is not the first one. */
function recordName({
  topic,
  partition,
  log,
  offset,
}: Pick<DeadLetter, 'topic' | 'partition' | 'log' | 'offset'>) {
  return `${topic}/${partition}/${offset}${log === 0 ? '' : ` (log ${log})`}`;
}

function keyShown(key: Buffer | null): string {
  if (key === null) return 'none';
  return isUtf8(key)
    ? `"${visible(key.toString())}"`
    : `${key.toString('hex')} (hexadecimal: it is no UTF-8)`;
}

function timeShown(time: number): string {
  return new Date(time).toISOString().replace('T', ' ').slice(0, -5);
}

function asText(name: 'key' | 'value', bytes: Buffer | null): object {
  if (bytes === null) return { [name]: null };
  return isUtf8(bytes)
    ? { [name]: bytes.toString() }
    : { [name]: null, [`${name}_base64`]: bytes.toString('base64') };
}
