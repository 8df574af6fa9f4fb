import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { FIELDS, TOPICS } from '../../schemas/index.js';

interface Shape {
  readonly properties: object;
}

it.each(TOPICS)('%s: the fields are those of the schema', (topic) => {
  const path = new URL(`../../schemas/${topic}.schema.json`, import.meta.url);
  const schema = JSON.parse(readFileSync(path, 'utf8')) as Shape & { oneOf?: readonly Shape[] };
  const named = (schema.oneOf ?? [schema]).flatMap(({ properties }) => Object.keys(properties));
  expect([...FIELDS[topic]].sort()).toEqual([...new Set(named)].sort());
});
