import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { KEY_FIELD, TIME_FIELD, TOPICS } from '../../schemas/index.js';

const path = (name: string) => fileURLToPath(new URL(`../../schemas/${name}`, import.meta.url));

describe('the generated files', () => {
  it('are what the schemas give', () => {
    execFileSync(process.execPath, [path('generate.mjs'), '--check'], { stdio: 'pipe' });
  });

  it('load nothing by require', () => {
    expect(readFileSync(path('generated/validators.ts'), 'utf8')).not.toMatch(/\brequire\(/);
  });
});

describe('the schemas', () => {
  it.each(TOPICS)('%s: every object is closed and every string bounded', (topic) => {
    const walk = (schema: Record<string, unknown>): void => {
      if (schema.properties !== undefined) expect(schema.additionalProperties).toBe(false);
      if (schema.type === 'string' && schema.enum === undefined && schema.const === undefined) {
        expect(schema.maxLength).toEqual(expect.any(Number));
      }
      for (const part of Object.values(schema)) {
        if (typeof part === 'object' && part !== null) walk(part as Record<string, unknown>);
      }
    };
    walk(JSON.parse(readFileSync(path(`${topic}.schema.json`), 'utf8')));
  });

  it.each(TOPICS)('%s: the fields that hold key and time are required', (topic) => {
    const schema = JSON.parse(readFileSync(path(`${topic}.schema.json`), 'utf8'));
    for (const shape of schema.oneOf ?? [schema]) {
      expect(shape.required).toContain(KEY_FIELD[topic]);
      expect(shape.required).toContain(TIME_FIELD[topic]);
    }
  });
});
