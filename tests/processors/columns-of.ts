import {
  checkedTimestamp,
  Dictionary,
  type EventOf,
  EventTable,
  TIME_FIELD,
  type Topic,
} from '../../schemas/index.js';

/** Valid events as a view gets them. */
export function columnsOf<T extends Topic>(topic: T, events: readonly EventOf<T>[]) {
  const table = new EventTable(topic, new Dictionary());
  table.reach(events.length);
  events.forEach((event, i) => {
    const time = (event as unknown as Record<string, string | number>)[TIME_FIELD[topic]]!;
    table.set(i, event, typeof time === 'number' ? time : checkedTimestamp(time));
  });
  return { events: table, rows: Int32Array.from(events.keys()), count: events.length };
}
