/** The texts that a roll-up takes of events, as codes of their dictionary, a column at a time. */
import { type EventColumns, NO_TEXT, type Topic } from '../../schemas/index.js';
import { type Mask, maskOf } from './condition.js';
import type { PlainText, Text } from './rollup.js';

/** Puts the code of the text of row `rows[i]` into `into[i]`, `NO_TEXT` where there is none. */
export type TextCodes<T extends Topic> = (
  events: EventColumns<T>,
  rows: Int32Array,
  count: number,
  into: Int32Array,
) => void;

export function textCodes<T extends Topic>(topic: T, text: Text<T>): TextCodes<T> {
  if (!('cases' in text)) return plainCodes(text);
  const cases = text.cases.map(({ where, ...plain }) => ({
    holds: maskOf(topic, where),
    codes: plainCodes(plain as unknown as PlainText<T>),
  }));
  return casesCodes(cases);
}

function plainCodes<T extends Topic>(text: PlainText<T>): TextCodes<T> {
  if ('constant' in text) {
    const { constant } = text;
    return ({ dictionary }, _, count, into) => {
      into.fill(dictionary.codeOf(constant), 0, count);
    };
  }
  const { field } = text;
  return (events, rows, count, into) => {
    const codes: Int32Array = events.texts[field];
    for (let i = 0; i < count; i++) into[i] = codes[rows[i]!]!;
  };
}

/** Of the cases that hold the first one has the last word. */
function casesCodes<T extends Topic>(
  cases: readonly { readonly holds: Mask<T>; readonly codes: TextCodes<T> }[],
): TextCodes<T> {
  const last = [...cases].reverse();
  let mask = new Uint8Array(0);
  let codes = new Int32Array(0);
  return (events, rows, count, into) => {
    if (mask.length < count) {
      mask = new Uint8Array(2 * count);
      codes = new Int32Array(2 * count);
    }
    into.fill(NO_TEXT, 0, count);
    for (const each of last) {
      each.holds(events, rows, count, mask);
      each.codes(events, rows, count, codes);
      for (let i = 0; i < count; i++) if (mask[i] === 1) into[i] = codes[i]!;
    }
  };
}
