/** The schemas as they are written, and what everything that is generated from them has to know. */
import { readFileSync } from 'node:fs';

export const TOPICS = ['player-events', 'purchase-events', 'server-metrics', 'combat-events', 'game-actions'];

/** In the order of TOPICS. */
export const schemas = TOPICS.map((topic) =>
  JSON.parse(readFileSync(new URL(`${topic}.schema.json`, import.meta.url), 'utf8')),
);

/**
 * Named references are written out, so that a name becomes `string` and not a type of its own in each file. A shape
 * that is used twice stays one object, from which one type is made.
 */
export function withoutReferences(schema) {
  const resolved = new Map();
  const visit = (value) => {
    if (Array.isArray(value)) return value.map(visit);
    if (typeof value !== 'object' || value === null) return value;
    if (value.$ref === undefined) {
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, visit(item)]));
    }
    if (!resolved.has(value.$ref)) {
      resolved.set(value.$ref, visit(schema.definitions[value.$ref.replace('#/definitions/', '')]));
    }
    return resolved.get(value.$ref);
  };
  const { definitions, $id, ...plain } = schema;
  return visit(plain);
}

/**
 * In which columns the events of a topic lie: the fields of all its shapes, in the order of the schema. The time has a
 * column of its own and `event_id` belongs to the duplicate check; objects are judged and not kept.
 * @param schema without references
 */
export function columnsOf(schema) {
  const found = { numbers: [], texts: [], choices: {} };
  for (const [name, property] of (schema.oneOf ?? [schema]).flatMap((shape) =>
    Object.entries(shape.properties),
  )) {
    if (name === 'event_id' || property.format === 'timestamp' || property.type === 'object') continue;
    const values = property.enum ?? (property.const === undefined ? undefined : [property.const]);
    if (values !== undefined) found.choices[name] = [...new Set([...(found.choices[name] ?? []), ...values])];
    else if (property.type === 'string') found.texts.push(name);
    else if (property.type === 'number') found.numbers.push(name);
    else if (property.type !== 'integer') throw new Error(`there is no column for ${name}`);
  }
  return { numbers: [...new Set(found.numbers)], texts: [...new Set(found.texts)], choices: found.choices };
}
