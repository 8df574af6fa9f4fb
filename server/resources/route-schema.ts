/** How the route of a resource is described, and what it takes: for Fastify, and for the OpenAPI document. */
import { problems, type Schema } from '../openapi/problems.js';
import { object, parameters } from '../openapi/shapes.js';
import { Csv } from './csv.js';
import { PAGE } from './parameters.js';
import { keyOf, type Resource } from './resource.js';

const SINCE: Schema = {
  type: 'string',
  minLength: 1,
  maxLength: 64,
  description: '`version` of an answer: only the rows that are not as they were then.',
};

const VERSION: Schema = {
  type: 'string',
  description: 'Of the page, for `since`. Another page has other ones.',
};
const NEXT: Schema = {
  type: ['string', 'null'],
  description: '`after` of the page that follows; null where none does.',
};

export function routeSchema(resource: Resource) {
  const { summary, description, tag, columns, example } = resource;
  const page: Schema = {
    type: 'object',
    properties: {
      rows: { type: 'array', items: object(columns) },
      keys: {
        type: 'array',
        items: { type: 'string' },
        description: `With \`since\`: the key of every row of the page, in order: ${keyInWords(resource)}.`,
      },
      next: NEXT,
      version: VERSION,
      full: {
        type: 'boolean',
        description: 'With `since`: whether all rows are there, as that version is not known any more.',
      },
    },
    required: ['rows', 'next', 'version'],
    dependentRequired: { keys: ['full'], full: ['keys'] },
    additionalProperties: false,
  };
  return {
    summary,
    description,
    tags: [tag],
    querystring: parameters({ ...pageParameters(resource), since: SINCE }),
    response: {
      200: {
        description: 'The rows; with `since`, what has changed of them.',
        headers: { etag: { type: 'string', description: 'For `If-None-Match`.' } },
        content: {
          'application/json': {
            schema: page,
            examples: {
              page: { summary: 'A page', value: { rows: [example], next: null, version: 'x4Jh2k9_.1' } },
              changes: {
                summary: 'With `since`',
                value: {
                  rows: [example],
                  keys: [keyOf(resource, example)],
                  next: null,
                  version: 'x4Jh2k9_.2',
                  full: false,
                },
              },
            },
          },
          'text/csv': {
            schema: { type: 'string', description: 'All rows, unless `limit` asks for fewer.' },
            examples: { table: { value: csvOf(resource) } },
          },
        },
      },
      304: { description: 'It is as `If-None-Match` says.', type: 'null' },
      ...problems(400, 406, 503),
    },
  };
}

const pageQueries = new WeakMap<Resource, Schema>();

/** The parameters that name a page. Always the same object: what it is compiled to is kept with it. */
export function pageQuery(resource: Resource): Schema {
  const schema = pageQueries.get(resource) ?? parameters(pageParameters(resource));
  pageQueries.set(resource, schema);
  return schema;
}

function pageParameters({ filters, isReversible }: Resource): Readonly<Record<string, Schema>> {
  const { reverse, ...others } = PAGE;
  return { ...filters, ...others, ...(isReversible ? { reverse } : {}) };
}

function csvOf({ columns, example }: Resource): string {
  const csv = new Csv(columns);
  return csv.header + csv.rows([example]);
}

function keyInWords({ key }: Resource): string {
  const names = key.map((name) => `\`${name}\``);
  return names.length === 1 ? names[0]! : `a JSON array of ${names.join(', ')}, as text`;
}
