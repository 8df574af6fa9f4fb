/** From the bytes of a record's value to an event, or to the reason why it is none. */
import { isUtf8 } from 'node:buffer';
import { type EventOf, parseTimestamp, TIME_FIELD, type Topic, VALIDATORS } from '../../schemas/index.js';
import { type Checked, type Rejected, rejected } from './checked.js';
import { pointerTo, printable } from './pointer.js';
import { schemaFault } from './schema-fault.js';
import { loneSurrogatePath } from './surrogates.js';

/** Longest value, in bytes. */
export const MAX_VALUE_BYTES = 65_536;

/** How far an event's time may be ahead of the time at which Fluvio took the record in. */
const MAX_AHEAD_MS = 5 * 60_000;

/**
 * Judges the value in `bytes[start, end)`, whatever it holds; never throws. `recordTimestamp` is Fluvio's own, in ms
 * since 1970, or NaN (or −1) when there is none.
 */
export function validateValue<T extends Topic>(
  topic: T,
  bytes: Buffer,
  start: number,
  end: number,
  recordTimestamp: number,
): Checked<EventOf<T>> {
  if (end - start > MAX_VALUE_BYTES) return rejected('too_large');
  if (!isUtf8(bytes.subarray(start, end))) return rejected('invalid_utf8');
  return validateText(topic, bytes.toString('utf8', start, end), recordTimestamp);
}

/** The same from a text that was valid UTF-8 of bearable length. */
export function validateText<T extends Topic>(
  topic: T,
  text: string,
  recordTimestamp: number,
): Checked<EventOf<T>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return rejected(text.startsWith('\ufeff') ? 'byte_order_mark' : 'invalid_json');
  }
  // Valid UTF-8 holds no surrogates, so one can only come from an escape.
  if (text.includes('\\u')) {
    const path = loneSurrogatePath(value);
    if (path !== undefined) return rejected('lone_surrogate', pointerTo(path));
  }
  return validateParsed(topic, value, recordTimestamp);
}

/** The last step: shape and time of a parsed value. */
function validateParsed<T extends Topic>(
  topic: T,
  value: unknown,
  recordTimestamp: number,
): Checked<EventOf<T>> {
  const validator = VALIDATORS[topic];
  if (!validator(value)) return schemaFault(validator.errors![0]!, value);
  const event = value as EventOf<T>;
  const time = timeOf(topic, event);
  return time - recordTimestamp > MAX_AHEAD_MS && recordTimestamp !== -1
    ? futureTime(topic)
    : { ok: true, event, time };
}

/** The time of a valid event. */
function timeOf(topic: Topic, event: EventOf): number {
  const field = (event as unknown as Record<string, string | number>)[TIME_FIELD[topic]]!;
  // `+ 0` makes 0 of −0, which is how JSON.parse reads `-0`.
  return typeof field === 'string' ? parseTimestamp(field) : field + 0;
}

function futureTime(topic: Topic): Rejected {
  return rejected('future_time', printable(`/${TIME_FIELD[topic]}`));
}
