import type { SchemaError } from '../../schemas/index.js';
import { type Rejected, rejected } from './checked.js';
import type { FieldNames } from './field-names.js';
import { escapeStep, printable } from './pointer.js';
import type { ReasonCode } from './reasons.js';

/**
 * The reason code and pointer for what a validator found.
 * @param names those of the studio's fields that differ from the schema's: the pointer has the studio's
 */
export function schemaFault(error: SchemaError, value: unknown, names?: FieldNames): Rejected {
  const { keyword, instancePath, params } = error;
  const parent = names === undefined ? instancePath : studioPath(instancePath, names);
  const below = (key: unknown) => {
    const field = String(key);
    const name = names !== undefined && instancePath === '' ? names.toTheirs(field) : field;
    return printable(`${parent}/${escapeStep(name)}`);
  };
  switch (keyword) {
    case 'required':
      return rejected('missing_field', below(params.missingProperty));
    case 'additionalProperties':
      return rejected('unknown_field', below(params.additionalProperty));
    case 'discriminator':
      return rejected(discriminatorReason(params), below(params.tag));
    case 'type':
      return rejected(typeReason(instancePath, params, value), printable(parent));
    case 'format':
      return rejected(params.format === 'ip' ? 'invalid_ip' : 'invalid_time', printable(parent));
    default:
      return rejected(REASON_BY_KEYWORD[keyword] ?? 'invalid_form', printable(parent));
  }
}

/** A pointer with the studio's name for its first step; the schemas' own names need no escapes. */
function studioPath(instancePath: string, names: FieldNames): string {
  return instancePath.replace(/^\/([^/]+)/, (_, field: string) => `/${escapeStep(names.toTheirs(field))}`);
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
