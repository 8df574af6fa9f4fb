import { isUtf8 } from 'node:buffer';

/**
 * The key of a line: the field `name` of the JSON object that it is; a string as it is, a number or boolean in its JSON
 * form. Undefined when the line is no JSON object, or has no such field, or something larger in it.
 */
export function keyOf(line: Buffer, name: string): string | undefined {
  if (!isUtf8(line)) return undefined;
  let parsed: unknown;
  try {
    parsed = JSON.parse(line.toString());
  } catch {
    return undefined;
  }
  if (typeof parsed !== 'object' || parsed === null || !Object.hasOwn(parsed, name)) return undefined;
  const field = (parsed as Record<string, unknown>)[name];
  if (typeof field === 'string') return field;
  return typeof field === 'number' || typeof field === 'boolean' ? String(field) : undefined;
}
