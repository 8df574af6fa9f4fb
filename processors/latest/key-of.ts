/** Whom a record is about. Of one that was rejected nothing can be relied on, and its sender wants to find it all the same. */
import { isUtf8 } from 'node:buffer';
import { KEY_FIELD, type Topic } from '../../schemas/index.js';
import type { DeadLetter } from '../store/dead-letters.js';
import type { Rules } from '../verdict/rules.js';

/** The entity that a value names, where one can be read. */
export function entityOf(value: string, topic: Topic, { names }: Rules): string | undefined {
  try {
    const parsed: unknown = JSON.parse(value);
    const event = (names === undefined ? parsed : names.toOurs(parsed)) as Record<string, unknown> | null;
    const entity = event?.[KEY_FIELD[topic]];
    return typeof entity === 'string' && entity !== '' ? entity : undefined;
  } catch {
    return undefined;
  }
}

/** The entity that a letter's value names; otherwise its record's key, where that is text. */
export function letterKey({ topic, key, value }: DeadLetter, rules: Rules): string | null {
  const entity = entityOf(value.toString(), topic as Topic, rules);
  return entity ?? (key !== null && isUtf8(key) ? key.toString() : null);
}

/**
 * Which of the followed keys a letter is about: also where its value cannot be read and has the key somewhere, in
 * quotes. Values that have it nowhere cost no parsing.
 */
export function followedKeyOf(
  letter: DeadLetter,
  rules: Rules,
  followed: ReadonlySet<string>,
): string | undefined {
  const mentioned = [...followed].find((key) => letter.value.includes(JSON.stringify(key)));
  if (mentioned === undefined && letter.key === null && !letter.value.includes('\\u')) return undefined;
  const key = letterKey(letter, rules);
  return key !== null && followed.has(key) ? key : mentioned;
}
