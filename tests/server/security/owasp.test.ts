/** Holds the table of docs/security.md to the tests that it names. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { codeWords, document, section, tableRows } from '../../architecture/markdown.js';
import { ROOT } from '../../architecture/source-files.js';

/** As of the 2023 edition: https://owasp.org/API-Security/editions/2023/en/0x11-t10/ */
const RISKS = [
  'API1 Broken Object Level Authorization',
  'API2 Broken Authentication',
  'API3 Broken Object Property Level Authorization',
  'API4 Unrestricted Resource Consumption',
  'API5 Broken Function Level Authorization',
  'API6 Unrestricted Access to Sensitive Business Flows',
  'API7 Server Side Request Forgery',
  'API8 Security Misconfiguration',
  'API9 Improper Inventory Management',
  'API10 Unsafe Consumption of APIs',
];

const rows = tableRows(section(document('docs/security.md'), '## OWASP API Security Top 10'));

it('has all ten risks, in order', () => {
  expect(rows.map(([risk]) => risk)).toEqual(RISKS);
});

it.each(rows)('%s: what is done, and tests that there are', (_, done = '', tests = '') => {
  expect(done).not.toBe('');
  const named = codeWords(tests).map((test) => test.split(/: (.*)/s) as [string, string]);
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter(([file, name]) => !hasTest(file, name))).toEqual([]);
});

/** Whether a file has a test, or a group of tests, of exactly this name. */
function hasTest(file: string, name: string): boolean {
  const path = join(ROOT, file);
  if (!/^tests\/.*\.test\.ts$/.test(file) || !existsSync(path)) return false;
  const names = readFileSync(path, 'utf8').matchAll(
    /(?:\b(?:it|test|describe)|\))\(\s*(['"`])((?:\\.|(?!\1).)*)\1/gs,
  );
  return [...names].some(([, , found]) => found!.replace(/\\(.)/g, '$1') === name);
}
