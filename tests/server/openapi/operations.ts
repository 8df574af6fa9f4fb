/** The operations of an OpenAPI document, and requests made from their schemas. */
import fc from 'fast-check';
import type { InjectOptions } from 'fastify';
import { type JsonSchema, valuesOf } from './from-schema.js';

export interface Parameter {
  readonly name: string;
  readonly in: 'query' | 'path' | 'header';
  readonly required?: boolean;
  readonly schema: JsonSchema;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}

interface Media {
  readonly schema: JsonSchema;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}

export interface Described {
  readonly operationId: string;
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> };
  readonly responses: Readonly<
    Record<string, { readonly description: string; readonly content?: Readonly<Record<string, Media>> }>
  >;
  readonly security?: readonly object[];
}

export interface OpenapiDocument {
  readonly openapi: string;
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>> };
}

export interface Operation extends Described {
  readonly method: string;
  readonly path: string;
}

export function operationsOf({ paths }: OpenapiDocument): Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({
      ...described,
      method: method.toUpperCase(),
      path,
    })),
  );
}

/** What a request says, by where it says it. */
interface Said {
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly path: Readonly<Record<string, string>>;
  readonly header: Readonly<Record<string, string>>;
  readonly body: { readonly type: string; readonly text: string } | undefined;
}

/** Requests that are as the schemas ask. */
export function requestsOf(operation: Operation): fc.Arbitrary<InjectOptions> {
  return said(operation).map((one) => requestOf(operation, one));
}

/** Requests that are so but for one parameter of the query. */
export function spoiledRequestsOf(operation: Operation): fc.Arbitrary<InjectOptions> {
  const names = (operation.parameters ?? []).filter((one) => one.in === 'query').map(({ name }) => name);
  const unknown = fc.constantFrom('nope', '__proto__', 'constructor', 'Limit');
  const spoilt = fc.oneof(
    unknown.map((name) => [[name, '1']] as [string, string][]),
    ...names
      .filter((name) => name !== 'watch')
      .map((name) => fc.constant([1, 2].map((n): [string, string] => [name, String(n)]))),
  );
  return fc
    .tuple(said(operation), spoilt)
    .map(([one, more]) => requestOf(operation, { ...one, query: [...one.query, ...more] }));
}

function said({ parameters = [], requestBody }: Operation): fc.Arbitrary<Said> {
  const of = (place: Parameter['in']) =>
    fc.record(
      Object.fromEntries(
        parameters.filter((one) => one.in === place).map((one) => [one.name, parameterValues(one)]),
      ),
      {
        requiredKeys: parameters.filter((one) => one.in === place && one.required).map(({ name }) => name),
        noNullPrototype: true,
      },
    ) as fc.Arbitrary<Record<string, unknown>>;
  const bodies = Object.entries(requestBody?.content ?? {}).map(([type, { schema }]) =>
    valuesOf(schema).map((value) => ({
      type,
      text: typeof value === 'string' ? value : JSON.stringify(value),
    })),
  );
  return fc.record({
    query: of('query').map((found) =>
      Object.entries(found).flatMap(([name, value]) =>
        [value].flat().map((one) => [name, String(one)] as const),
      ),
    ),
    path: of('path') as fc.Arbitrary<Record<string, string>>,
    header: of('header') as fc.Arbitrary<Record<string, string>>,
    body: bodies.length === 0 ? fc.constant(undefined) : fc.oneof(...bodies),
  });
}

function parameterValues({ schema, example, examples = {} }: Parameter): fc.Arbitrary<unknown> {
  const given = Object.values(examples).map(({ value }) => value);
  return valuesOf({ ...schema, examples: [...given, ...(example === undefined ? [] : [example])] });
}

function requestOf({ method, path }: Operation, { query, path: places, header, body }: Said): InjectOptions {
  const url = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(places[name]!));
  const search = new URLSearchParams(query.map(([name, value]): [string, string] => [name, value]));
  return {
    method: method as 'GET',
    url: `${url}?${search}`,
    headers: { ...header, ...(body === undefined ? {} : { 'content-type': body.type }) },
    ...(body === undefined ? {} : { payload: body.text }),
  };
}
