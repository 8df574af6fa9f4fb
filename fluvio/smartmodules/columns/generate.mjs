/**
 * Writes the modules that parse and judge events, one a topic, from the schemas from which Node's validators are made as
 * well. They are written at each build and not kept beside the schemas: so they cannot be older than these.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { schemas, TOPICS } from '../../../schemas/read-schemas.mjs';
import { emitModule } from './emit.mjs';
import { modelOf } from './model.mjs';

/** The AssemblyScript of the module of a topic. Throws on a schema that asks for what no module can judge. */
export function moduleText(schema) {
  return emitModule(schema.$id, modelOf(schema));
}

/** The entry files by the names of the modules; a file that would not change is not written. */
export function generateColumns() {
  const folder = new URL('generated/', import.meta.url);
  mkdirSync(folder, { recursive: true });
  return TOPICS.map((topic, i) => {
    const file = new URL(`${topic}.ts`, folder);
    const text = moduleText(schemas[i]);
    if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
    return [`columns-${topic}`, file];
  });
}
