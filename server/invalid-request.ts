/** Of what validation found wrong with a request: the refusal, with the name of what is at fault. */
import type { FastifyError, FastifyRequest } from 'fastify';
import { Problem } from './problem.js';

const PLACES = {
  querystring: { code: 'invalid_query', what: 'parameter' },
  params: { code: 'invalid_path', what: 'part of the path' },
  headers: { code: 'invalid_header', what: 'header' },
  body: { code: 'invalid_body', what: 'field' },
} as const;

type Place = keyof typeof PLACES;

/** What Ajv says of a fault. */
interface Fault {
  readonly keyword: string;
  readonly instancePath: string;
  readonly params: Readonly<Record<string, unknown>>;
}

interface Described {
  readonly properties?: Readonly<Record<string, { readonly description?: string }>>;
}

/** Undefined for an error that is none of validation. */
export function invalidRequest(error: FastifyError, request: FastifyRequest): Problem | undefined {
  const { validation, validationContext } = error;
  if (validation === undefined || validationContext === undefined) return undefined;
  const place = validationContext as Place;
  return invalid(validation, (request.routeOptions.schema?.[place] ?? {}) as Described, place);
}

/** @param schema of the query */
export function invalidQuery(faults: readonly Fault[], schema: Described): Problem {
  return invalid(faults, schema, 'querystring');
}

function invalid([fault]: readonly Fault[], { properties = {} }: Described, place: Place): Problem {
  const { code, what } = PLACES[place];
  const [, name = ''] = fault?.instancePath.split('/') ?? [];
  if (name !== '')
    return new Problem(400, code, sentence(name, properties[name]?.description, fault!.keyword));
  const { additionalProperty, missingProperty } = fault?.params ?? {};
  if (additionalProperty !== undefined) {
    const names = Object.keys(properties).join(', ');
    return new Problem(400, code, `There is no ${what} ${String(additionalProperty)}; there is ${names}.`);
  }
  if (missingProperty !== undefined)
    return new Problem(400, code, `The ${what} ${String(missingProperty)} is missing.`);
  return new Problem(400, code, `A ${what} cannot be understood.`);
}

function sentence(name: string, description: string | undefined, keyword: string): string {
  if (keyword === 'type') return `${name} comes more than once, or is of another type.`;
  return `${name} cannot be understood.${description === undefined ? '' : ` ${description}`}`;
}
