/** Generated events as the batch in which a processor would get them from Fluvio. */
import type { RecordBatch } from '../../fluvio/client/types.js';
import type { GeneratedEvent } from '../../generator/index.js';

/** Events of one topic, sent at their `at`, the first of them at `baseOffset` of partition 0. */
export function eventBatch(baseOffset: number, events: readonly GeneratedEvent[]): RecordBatch {
  const keys = events.map(({ key }) => Buffer.from(key));
  const values = events.map(({ value }) => Buffer.from(value));
  const [keyStart, keyEnd, afterKeys] = places(keys, 0);
  const [valueStart, valueEnd] = places(values, afterKeys);
  return {
    topic: (events[0] as GeneratedEvent).topic,
    partition: 0,
    baseOffset,
    count: events.length,
    bytes: Buffer.concat([...keys, ...values]),
    keyStart,
    keyEnd,
    valueStart,
    valueEnd,
    timestamps: Float64Array.from(events, ({ at }) => at),
    packed: true,
  };
}

function places(parts: readonly Buffer[], from: number): [Int32Array, Int32Array, number] {
  const starts = new Int32Array(parts.length);
  const ends = new Int32Array(parts.length);
  let at = from;
  parts.forEach((part, i) => {
    starts[i] = at;
    at += part.length;
    ends[i] = at;
  });
  return [starts, ends, at];
}
