/**
 * The hot path of validation: a stored batch is decoded as a whole where that is possible, since calls into Node's C++
 * for each small value cost half as much again as parsing it.
 */
import { isAscii, isUtf8 } from 'node:buffer';
import type { RecordBatch } from '../../fluvio/client/types.js';
import type { EventOf, Topic } from '../../schemas/index.js';
import type { Checked } from './checked.js';
import type { Rules } from './rules.js';
import { MAX_VALUE_BYTES, validateText, validateValue } from './validate.js';

/** The verdict on record `index` of a batch. */
export type BatchChecker<T extends Topic> = (index: number) => Checked<EventOf<T>>;

/** Looks at a batch once and returns what judges its records one by one, each as `validateValue` would. */
export function batchChecker<T extends Topic>(topic: T, batch: RecordBatch, rules: Rules): BatchChecker<T> {
  const { bytes, valueStart, valueEnd, timestamps, count } = batch;
  const single = (index: number) =>
    validateValue(topic, bytes, valueStart[index]!, valueEnd[index]!, timestamps[index]!, rules);
  if (!batch.packed || count === 0) return single;

  const base = valueStart[0]!;
  const values = bytes.subarray(base, valueEnd[count - 1]!);
  const mayHaveEscapes = values.includes('\\u');
  if (isAscii(values)) {
    // One byte is one character, so the values are slices of one string.
    const text = values.toString('latin1');
    return (index) => {
      const start = valueStart[index]!;
      const end = valueEnd[index]!;
      if (end - start > MAX_VALUE_BYTES) return single(index);
      return validateText(
        topic,
        text.slice(start - base, end - base),
        timestamps[index]!,
        mayHaveEscapes,
        rules,
      );
    };
  }
  if (!isUtf8(values)) return single;
  return (index) => {
    const start = valueStart[index]!;
    const end = valueEnd[index]!;
    // A part of valid UTF-8 is valid when it starts and ends between characters.
    if (end - start > MAX_VALUE_BYTES || isContinuation(bytes[start]) || isContinuation(bytes[end])) {
      return single(index);
    }
    return validateText(topic, bytes.toString('utf8', start, end), timestamps[index]!, mayHaveEscapes, rules);
  };
}

/** Whether a byte is one of a character's later ones; a place after the end of the buffer is not. */
function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}
