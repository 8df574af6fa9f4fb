/** Every route does what the OpenAPI document says of it, whatever it is asked. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import fc from 'fast-check';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { describe, expect, it, onTestFinished } from 'vitest';
import { appOf, resourcesFor } from '../support/app.js';
import { simulated } from '../support/simulated.js';
import {
  type OpenapiDocument,
  type Operation,
  operationsOf,
  requestsOf,
  spoiledRequestsOf,
} from './operations.js';

const RUNS = 12;
/** Its answer never ends; tests/server/changes asks it. */
const ENDLESS = '/v1/changes';

async function served() {
  const app = appOf({ resources: resourcesFor(simulated(500).read) });
  onTestFinished(() => app.close());
  const document = (await app.inject({ url: '/openapi.json' })).json() as OpenapiDocument;
  const ajv = new Ajv2020({ strict: false });
  formats.default(ajv);
  ajv.addSchema({ $id: 'document', components: document.components });
  const compiled = new Map<object, ValidateFunction>();
  const isValid = (schema: object, value: unknown) => {
    const validate =
      compiled.get(schema) ??
      ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"document#/')) as object);
    compiled.set(schema, validate);
    return validate(value);
  };
  return { app, document, operations: operationsOf(document), isValid };
}

type IsValid = Awaited<ReturnType<typeof served>>['isValid'];

/** What of an answer is not as documented. */
function faultOf(
  { responses }: Operation,
  answer: LightMyRequestResponse,
  isValid: IsValid,
): string | undefined {
  const { statusCode: status, headers, body } = answer;
  const described = responses[status];
  if (described === undefined || status === 500) return `${status} ${body}`;
  const { content } = described;
  if (content === undefined) return body === '' ? undefined : `${status} has a body`;
  const type = String(headers['content-type']).split(';')[0]!;
  const media = content[type];
  if (media === undefined) return `${status} is ${type}`;
  const value: unknown = type === 'application/json' ? JSON.parse(body) : body;
  return isValid(media.schema, value) ? undefined : `${status} is not of its schema: ${body.slice(0, 500)}`;
}

async function faultsOf(
  requests: fc.Arbitrary<InjectOptions>,
  fault: (request: InjectOptions) => Promise<string | undefined>,
) {
  const { counterexample } = await fc.check(
    fc.asyncProperty(requests, async (request) => {
      expect(await fault(request)).toBeUndefined();
    }),
    { numRuns: RUNS },
  );
  if (counterexample === null) return [];
  const [request] = counterexample;
  return [
    `${request.method} ${String(request.url)} ${JSON.stringify(request.payload)}: ${await fault(request)}`,
  ];
}

describe('every operation', () => {
  it('answers what is asked as its schemas say with what they say', async () => {
    const { app, operations, isValid } = await served();
    const accept = fc.constantFrom(
      '*/*',
      'application/json',
      'text/csv',
      'image/png',
      'text/*;q=0.5, application/json;q=0',
    );
    const faults: string[] = [];
    for (const operation of operations.filter(({ path }) => path !== ENDLESS)) {
      const requests = fc
        .tuple(requestsOf(operation), accept)
        .map(([request, type]) => ({ ...request, headers: { ...request.headers, accept: type } }));
      const found = await faultsOf(requests, async (request) =>
        faultOf(operation, await app.inject(request), isValid),
      );
      faults.push(...found);
    }
    expect(faults).toEqual([]);
  });

  it('refuses a parameter that it does not know, or that comes twice', async () => {
    const { app, operations, isValid } = await served();
    const faults: string[] = [];
    for (const operation of operations) {
      const found = await faultsOf(spoiledRequestsOf(operation), async (request) => {
        const answer = await app.inject(request);
        if (answer.statusCode < 400) return `${answer.statusCode}`;
        return faultOf(operation, answer, isValid);
      });
      faults.push(...found);
    }
    expect(faults).toEqual([]);
  });
});

it('no path takes a method that the document does not name', async () => {
  const { app, document } = await served();
  const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'QUERY', 'OPTIONS', 'TRACE'];
  for (const [path, operations] of Object.entries(document.paths)) {
    const others = methods.filter((method) => !(method.toLowerCase() in operations));
    for (const method of others) {
      const url = path.replace(/\{\w+\}/g, 'x');
      const { statusCode, headers } = await app.inject({ method: method as 'GET', url });
      // To send events to a topic is possible, but there is none of this name.
      const isTopic = method === 'POST' && path === '/v1/events/latest';
      expect(statusCode, `${method} ${path}`).toBe(isTopic ? 404 : 405);
      if (!isTopic) expect(headers.allow?.toString().split(', ')).not.toContain(method);
    }
  }
});

describe('the document', () => {
  it('has every route but pages, once', async () => {
    const { app, operations } = await served();
    const isPage = (url: string) => /^\/($|docs|dashboard|lineage$)/.test(url);
    const routes = app.knownRoutes.filter(({ method, url }) => method !== 'HEAD' && !isPage(url));
    const names = routes.map(({ method, url }) => `${method} ${url.replace(/:(\w+)/g, '{$1}')}`);
    expect(operations.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(names.sort());
    const ids = operations.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('says of each what it is, whom it lets in, and what it may answer', async () => {
    const { app, document, operations } = await served();
    const tags = document.tags.map(({ name }) => name);
    for (const {
      method,
      path,
      summary,
      tags: its = [],
      security,
      responses,
      parameters = [],
    } of operations) {
      const name = `${method} ${path}`;
      expect(summary, name).toBeTruthy();
      expect(its.length > 0 && its.every((tag) => tags.includes(tag)), name).toBe(true);
      const route = app.knownRoutes.find(
        (one) => one.url.replace(/:(\w+)/g, '{$1}') === path && one.method === method,
      )!;
      expect(security?.length === 0, name).toBe(route.role === 'public');
      for (const [status, { description }] of Object.entries(responses))
        expect(description, `${name} ${status}`).not.toBe('Default Response');
      const places = [...path.matchAll(/\{(\w+)\}/g)].map(([, place]) => place);
      expect(parameters.filter((one) => one.in === 'path').map((one) => one.name)).toEqual(places);
    }
  });

  it('has examples that are as their schemas say', async () => {
    const { operations, isValid } = await served();
    const wrong = operations.flatMap(({ method, path, parameters = [], responses, requestBody }) => {
      const media = [
        ...parameters,
        ...Object.values(requestBody?.content ?? {}),
        ...Object.values(responses).flatMap(({ content = {} }) => Object.values(content)),
      ];
      return media.flatMap(({ schema, example, examples = {} }) =>
        [...Object.values(examples).map(({ value }) => value), ...(example === undefined ? [] : [example])]
          .filter((value) => !isValid(schema, value))
          .map((value) => `${method} ${path} ${JSON.stringify(value)}`),
      );
    });
    expect(wrong).toEqual([]);
  });
});
