/** What came out of a SmartModule, as text. */
import type { TrialOutput, TrialRecord } from '../../fluvio/broker/engine/try-module.js';
import { hexDump } from '../consume/hex-dump.js';
import { looksBinary } from '../consume/text.js';
import { visible } from '../render/visible.js';

export type Outcome = TrialOutput;

/** A line a record that came out, numbered by the record that went in, or without a number. */
export function outcomeText(number: number | undefined, { records, failure }: Outcome): string {
  const mark = number === undefined ? '' : `${number}: `;
  const lines = records.map((record) => `${mark}${recordText(record)}\n`);
  if (failure !== null) lines.push(`${mark}stopped at offset ${failure.offset}: ${visible(failure.hint)}\n`);
  if (lines.length === 0) lines.push(`${mark}not selected\n`);
  return lines.join('');
}

function recordText({ key, value }: TrialRecord): string {
  const bytes = Buffer.from(value);
  const shown = key === null ? '' : `[${visible(Buffer.from(key).toString())}] `;
  return looksBinary(bytes)
    ? `${shown}${value.length} bytes\n${hexDump(bytes).trimEnd()}`
    : `${shown}${visible(bytes.toString())}`;
}

/** A module's own sentence, without what Fluvio writes around it. */
export function sentenceOf({ message }: Error): string {
  return message.replace(/\s*SmartModule Init Error:\s*$/, '');
}
