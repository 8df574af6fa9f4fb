/**
 * What a measure gathers, by cell: arrays with a place for each cell, which take a batch in one loop. All of it is what the
 * events since the last `clear` amount to, never the whole history.
 */
import { COLUMNS, type EventColumns, type NumberField, type Topic } from '../../../schemas/index.js';
import type { Measure } from '../rollup.js';
import { Counts } from './counts.js';
import { Extremes } from './extremes.js';
import { LastNumbers, LastTexts } from './lasts.js';
import { Members } from './members.js';
import { Sums } from './sums.js';

export interface Gathered<T extends Topic> {
  /** Takes the event of each row `rows[i]` into the cell `cells[i]`, a number less than `size`. */
  take(events: EventColumns<T>, rows: Int32Array, cells: Int32Array, count: number, size: number): void;
  clear(): void;
  /** How many columns a measure of this kind has. */
  readonly width: number;
  /** What stands in a column for a cell; null while no event has taken part. */
  value(cell: number, column: number): string | number | null;
}

export function gathered<T extends Topic>(topic: T, measure: Measure<T>): Gathered<T> {
  switch (measure.kind) {
    case 'count':
      return new Counts(topic, measure.where);
    case 'sum':
      return new Sums(measure.field);
    case 'min':
    case 'max':
      return new Extremes(measure.kind, measure.field);
    case 'last':
      return 'field' in measure && isNumber(topic, measure.field)
        ? new LastNumbers(measure.field)
        : new LastTexts(topic, measure as LastText<T>);
    case 'distinct':
      return new Members(measure.field);
  }
}

type LastText<T extends Topic> = ConstructorParameters<typeof LastTexts<T>>[1];

export function isNumber<T extends Topic>(topic: T, field: PropertyKey): field is NumberField<T> {
  return (COLUMNS[topic].numbers as readonly PropertyKey[]).includes(field);
}
