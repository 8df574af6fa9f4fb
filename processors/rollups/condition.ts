/** Of which events a condition holds, a column at a time. */
import { choiceNumber, type EventColumns, NO_CHOICE, type Topic } from '../../schemas/index.js';
import type { Condition } from './rollup.js';

/** Puts 1 into `mask[i]` where the condition holds for the event in row `rows[i]`, otherwise 0. */
export type Mask<T extends Topic> = (
  events: EventColumns<T>,
  rows: Int32Array,
  count: number,
  mask: Uint8Array,
) => void;

export function maskOf<T extends Topic>(topic: T, condition: Condition<T>): Mask<T> {
  if ('atLeast' in condition) {
    const { field, atLeast } = condition;
    return (events, rows, count, mask) => {
      const values: Float64Array = events.numbers[field];
      for (let i = 0; i < count; i++) mask[i] = values[rows[i]!]! >= atLeast ? 1 : 0;
    };
  }
  const { field } = condition;
  const holds = new Uint8Array(NO_CHOICE + 1);
  for (const value of condition.in) holds[choiceNumber(topic, field, value)] = 1;
  return (events, rows, count, mask) => {
    const choices: Uint8Array = events.choices[field];
    for (let i = 0; i < count; i++) mask[i] = holds[choices[rows[i]!]!]!;
  };
}
