/** Shapes that the schemas of many routes have. */
import type { Schema } from './problems.js';

/** An object with all of these and nothing else. */
export function object(properties: Readonly<Record<string, Schema>>): Schema {
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
}

/** Parameters of a query, none of them required: one that is not known would do nothing, and is refused. */
export function parameters(properties: Readonly<Record<string, Schema>>): Schema {
  return { type: 'object', properties, additionalProperties: false };
}

export const NO_PARAMETERS: Schema = parameters({});
