import type { SchemaError } from '../../schemas/index.js';
import { type Rejected, rejected } from './checked.js';
import { escapeStep, printable } from './pointer.js';
import type { ReasonCode } from './reasons.js';

/** The reason code and pointer for what a validator found. */
export function schemaFault(error: SchemaError, value: unknown): Rejected {
  const { keyword, instancePath, params } = error;
  switch (keyword) {
    case 'required':
      return at('missing_field', instancePath, params.missingProperty);
    case 'additionalProperties':
      return at('unknown_field', instancePath, params.additionalProperty);
    case 'discriminator':
      return at(discriminatorReason(params), instancePath, params.tag);
    case 'type':
      return rejected(typeReason(instancePath, params, value), printable(instancePath));
    case 'format':
      return rejected(params.format === 'ip' ? 'invalid_ip' : 'invalid_time', printable(instancePath));
    default:
      return rejected(REASON_BY_KEYWORD[keyword] ?? 'invalid_form', printable(instancePath));
  }
}

const REASON_BY_KEYWORD: Readonly<Record<string, ReasonCode>> = {
  enum: 'not_allowed_value',
  const: 'not_allowed_value',
  minimum: 'out_of_range',
  maximum: 'out_of_range',
  pattern: 'invalid_form',
  minLength: 'too_short',
  maxLength: 'too_long',
};

function at(reason: ReasonCode, parent: string, key: unknown): Rejected {
  return rejected(reason, printable(`${parent}/${escapeStep(String(key))}`));
}

/** The tag by which a game action's shape is chosen is absent, no string, or none of the known ones. */
function discriminatorReason(params: SchemaError['params']): ReasonCode {
  if (params.error === 'mapping') return 'not_allowed_value';
  return params.tagValue === undefined ? 'missing_field' : 'wrong_type';
}

/** A value that is not an object at all, a number too large for a double, or simply another type. */
function typeReason(instancePath: string, params: SchemaError['params'], value: unknown): ReasonCode {
  if (instancePath === '') return 'not_an_object';
  const wanted = params.type;
  if (wanted !== 'number' && wanted !== 'integer') return 'wrong_type';
  // The fields with numbers are all at the top, and their names need no escapes.
  const found = (value as Record<string, unknown>)[instancePath.slice(1)];
  return found === Infinity || found === -Infinity ? 'out_of_range' : 'wrong_type';
}
