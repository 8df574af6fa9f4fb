/** Changes of one field in the text of an event; the rest stays byte for byte. */
import { parseTimestamp, TIME_FIELD, type Topic } from '../../schemas/index.js';
import { memberValues } from './json-text.js';
import type { TopicRules } from './judges.js';

/**
 * Moves an event's time by `offset` ms. What is no event, or has no time there, stays as it is: the judge says why. A
 * time that ends up before 1970 or after 9999 is written as such, and is rejected like any other.
 */
export function withTimeMoved(
  value: Buffer,
  topic: Topic,
  { nameOf }: Pick<TopicRules, 'nameOf'>,
  offset: number,
): Buffer {
  const text = value.toString('utf8');
  const event = parsedObject(text);
  const field = nameOf(TIME_FIELD[topic]);
  if (event === undefined || !Object.hasOwn(event, field)) return value;
  const moved = movedTime(topic, event[field], offset);
  if (moved === undefined) return value;
  const { start, end } = memberValues(text).get(field)!;
  return Buffer.from(text.slice(0, start) + moved + text.slice(end));
}

/** As JSON has it; undefined for what is no time. */
function movedTime(topic: Topic, time: unknown, offset: number): string | undefined {
  if (topic === 'combat-events')
    return Number.isSafeInteger(time) ? String(Number(time) + offset) : undefined;
  const instant = typeof time === 'string' ? parseTimestamp(time) : Number.NaN;
  return Number.isNaN(instant) ? undefined : JSON.stringify(new Date(instant + offset));
}

/** Puts an `event_id` into a valid event that has none. */
export function withEventId(value: Buffer, { nameOf }: Pick<TopicRules, 'nameOf'>, id: string): Buffer {
  const text = value.toString('utf8');
  const brace = text.indexOf('{') + 1;
  const member = `${JSON.stringify(nameOf('event_id'))}:${JSON.stringify(id)},`;
  return Buffer.from(text.slice(0, brace) + member + text.slice(brace));
}

/** Undefined for what is not a JSON object. */
export function parsedObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    return value as Readonly<Record<string, unknown>>;
  } catch {
    return undefined;
  }
}
