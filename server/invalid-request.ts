/** Of what Fastify's validation found wrong with a request: the refusal, with the name of what is at fault. */
import type { FastifyError, FastifyRequest } from 'fastify';
import { Problem } from './problem.js';

const PLACES = {
  querystring: { code: 'invalid_query', what: 'parameter' },
  params: { code: 'invalid_path', what: 'part of the path' },
  headers: { code: 'invalid_header', what: 'header' },
  body: { code: 'invalid_body', what: 'field' },
} as const;

interface Described {
  readonly properties?: Readonly<Record<string, { readonly description?: string }>>;
}

/** Undefined for an error that is none of validation. */
export function invalidRequest(error: FastifyError, request: FastifyRequest): Problem | undefined {
  const { validation, validationContext } = error;
  const fault = validation?.[0];
  if (fault === undefined || validationContext === undefined) return undefined;
  const { code, what } = PLACES[validationContext as keyof typeof PLACES];
  const { properties } = (request.routeOptions.schema?.[validationContext as 'body'] ?? {}) as Described;
  const [, name = ''] = fault.instancePath.split('/');
  if (name !== '')
    return new Problem(400, code, sentence(name, properties?.[name]?.description, fault.keyword));
  const { additionalProperty, missingProperty } = fault.params;
  if (additionalProperty !== undefined)
    return new Problem(400, code, `There is no ${what} ${String(additionalProperty)}.${list(properties)}`);
  if (missingProperty !== undefined)
    return new Problem(400, code, `The ${what} ${String(missingProperty)} is missing.`);
  return new Problem(400, code, `The ${what}s cannot be understood.`);
}

function sentence(name: string, description: string | undefined, keyword: string): string {
  if (keyword === 'type') return `${name} comes more than once, or is of another type.`;
  return `${name} cannot be understood.${description === undefined ? '' : ` ${description}`}`;
}

function list(properties: Described['properties'] = {}): string {
  const names = Object.keys(properties);
  return names.length === 0 ? '' : ` There is ${names.join(', ')}.`;
}
