/** The kinds of column that rows have, as JSON Schemas. What each figure means: docs/data-dictionary.md. */
import { TOPICS } from '../../../schemas/index.js';
import type { Schema } from '../../openapi/problems.js';

const TIME = '\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z';
const MONEY = '^(0|[1-9]\\d*)(\\.\\d*[1-9])?$';

export function text(description: string): Schema {
  return { type: 'string', description };
}

export function oneOf(values: readonly string[], description: string): Schema {
  return { type: 'string', enum: values, description };
}

export function count(description: string): Schema {
  return { type: 'integer', minimum: 0, description };
}

/** A number that is none below zero. */
export function amount(description: string): Schema {
  return { type: 'number', minimum: 0, description };
}

/** From 0 to 1. */
export function share(description: string): Schema {
  return { type: 'number', minimum: 0, maximum: 1, description };
}

/** ISO 8601, UTC, with milliseconds. */
export function time(description: string): Schema {
  return { type: 'string', pattern: `^${TIME}$`, description };
}

/** As `time`; the last of all windows ends with the year 9999. */
export function end(description: string): Schema {
  return { type: 'string', pattern: `^(${TIME}|\\+010000-01-01T00:00:00\\.000Z)$`, description };
}

export function day(description: string): Schema {
  return { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\d$', description };
}

/** A decimal string: no exponent, no trailing zeros. */
export function money(description: string): Schema {
  return { type: 'string', pattern: MONEY, description };
}

export function revenue(description: string): Schema {
  return {
    type: 'object',
    description: `${description}: decimal strings by currency.`,
    propertyNames: { pattern: '^[A-Z]{3}$' },
    additionalProperties: { type: 'string', pattern: MONEY },
  };
}

export function counts(description: string): Schema {
  return { type: 'object', description, additionalProperties: { type: 'integer', minimum: 1 } };
}

export const topic = oneOf(TOPICS, 'The topic.');

export function orNull(schema: Schema): Schema {
  const { type, enum: values, ...others } = schema;
  if (Array.isArray(values)) return { type: [type, 'null'], enum: [...values, null], ...others };
  return { type: [type, 'null'], ...others };
}
