/** From the bytes of a record's value to an event, or to the reason why it is none. */
import { isUtf8 } from 'node:buffer';
import { checkedTimestamp, type EventOf, TIME_FIELD, type Topic, VALIDATORS } from '../../schemas/index.js';
import { type Checked, rejected } from './checked.js';
import { escapeStep, pointerTo, printable } from './pointer.js';
import type { Rules } from './rules.js';
import { schemaFault } from './schema-fault.js';
import { loneSurrogatePath } from './surrogates.js';

/** Longest value, in bytes. */
export const MAX_VALUE_BYTES = 65_536;

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
  rules: Rules,
): Checked<EventOf<T>> {
  if (end - start > MAX_VALUE_BYTES) return rejected('too_large');
  if (!isUtf8(bytes.subarray(start, end))) return rejected('invalid_utf8');
  const text = bytes.toString('utf8', start, end);
  return validateText(topic, text, recordTimestamp, text.includes('\\u'), rules);
}

/**
 * The same from a text of bearable length whose bytes were valid UTF-8: such a text holds an unpaired surrogate only
 * when it `mayHaveEscapes` (`\u`).
 */
export function validateText<T extends Topic>(
  topic: T,
  text: string,
  recordTimestamp: number,
  mayHaveEscapes: boolean,
  { aheadMs, names }: Rules,
): Checked<EventOf<T>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return rejected(text.startsWith('\ufeff') ? 'byte_order_mark' : 'invalid_json');
  }
  if (mayHaveEscapes) {
    const path = loneSurrogatePath(value);
    if (path !== undefined) return rejected('lone_surrogate', pointerTo(path));
  }
  if (names !== undefined) value = names.toOurs(value);
  const validator = VALIDATORS[topic];
  if (!validator(value)) return schemaFault(validator.errors![0]!, value, names);
  const event = value as EventOf<T>;
  const time = TIME_OF[topic](event);
  // False when there is no record timestamp: NaN is not less than anything.
  return time - recordTimestamp > aheadMs && recordTimestamp !== -1
    ? rejected('future_time', timePointer(topic, names))
    : { ok: true, event, time };
}

function timePointer(topic: Topic, names: Rules['names']): string {
  const field = TIME_FIELD[topic];
  return printable(`/${escapeStep(names?.toTheirs(field) ?? field)}`);
}

/** The time of a valid event. Spelled out by topic: a field looked up by a variable name costs as much as reading it. */
const TIME_OF: { readonly [T in Topic]: (event: EventOf<T>) => number } = {
  'player-events': (event) => checkedTimestamp(event.timestamp),
  'purchase-events': (event) => checkedTimestamp(event.purchase_timestamp),
  'server-metrics': (event) => checkedTimestamp(event.timestamp),
  // `+ 0` makes 0 of −0, which is how JSON.parse reads `-0`.
  'combat-events': (event) => event.timestamp + 0,
  'game-actions': (event) => checkedTimestamp(event.timestamp),
};
