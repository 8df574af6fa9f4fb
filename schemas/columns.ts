/** The columns in which the events of a topic are folded, by kind; the names are those of the event's fields. */
import { COLUMNS } from './generated/columns.js';
import type { Topic } from './topics.js';

export { COLUMNS };

export type NumberField<T extends Topic> = (typeof COLUMNS)[T]['numbers'][number];
export type TextField<T extends Topic> = (typeof COLUMNS)[T]['texts'][number];
export type ChoiceField<T extends Topic> = keyof (typeof COLUMNS)[T]['choices'];

/** What an event's column holds where the event has no such field. A number is then NaN. */
export const NO_TEXT = -1;
export const NO_CHOICE = 255;

/** The number by which a column holds a value of a closed list. Throws RangeError for what is not in the list. */
export function choiceNumber<T extends Topic>(topic: T, field: ChoiceField<T>, value: string): number {
  const values = (COLUMNS[topic].choices as Record<PropertyKey, readonly string[]>)[field];
  const number = values?.indexOf(value) ?? -1;
  if (number < 0) throw new RangeError(`${String(field)} of ${topic} is never ${value}`);
  return number;
}
