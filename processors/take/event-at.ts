/** The event of a row, as an object: for views that do not take columns yet. */
import {
  COLUMNS,
  type EventOf,
  type EventTable,
  NO_CHOICE,
  NO_TEXT,
  TIME_FIELD,
  type Topic,
} from '../../schemas/index.js';

export function eventAt(table: EventTable, row: number): EventOf<Topic> {
  const { topic, dictionary } = table;
  const event: Record<string, unknown> = {};
  const { numbers, texts, choices } = COLUMNS[topic];
  for (const field of numbers) {
    const number = (table.numbers as Record<string, Float64Array>)[field]![row]!;
    if (!Number.isNaN(number)) event[field] = number;
  }
  for (const field of texts) {
    const code = (table.texts as Record<string, Int32Array>)[field]![row]!;
    if (code !== NO_TEXT) event[field] = dictionary.textOf(code);
  }
  for (const [field, values] of Object.entries(choices as Record<string, readonly string[]>)) {
    const choice = (table.choices as Record<string, Uint8Array>)[field]![row]!;
    if (choice !== NO_CHOICE) event[field] = values[choice];
  }
  const time = table.time[row]!;
  event[TIME_FIELD[topic]] = topic === 'combat-events' ? time : new Date(time).toISOString();
  return event as unknown as EventOf<Topic>;
}
