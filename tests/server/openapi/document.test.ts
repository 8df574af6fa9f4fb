/** The document is one that any tool of OpenAPI 3.1 can read: held to the published schema of such documents. */
import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, it, onTestFinished } from 'vitest';
import { appOf } from '../support/app.js';

it('is an OpenAPI 3.1 document', async () => {
  const app = appOf();
  onTestFinished(() => app.close());
  const document = (await app.inject({ url: '/openapi.json' })).json() as { openapi: string };
  expect(document.openapi).toMatch(/^3\.1\./);
  const validator = new Validator();
  expect(await validator.validate(structuredClone(document))).toEqual({ valid: true });
  expect(validator.version).toBe('3.1');
  // One that is none is told apart.
  const { paths: _, ...other } = document as { openapi: string; paths?: object };
  expect(await new Validator().validate({ ...other, info: { title: 'x' } })).toMatchObject({ valid: false });
});
