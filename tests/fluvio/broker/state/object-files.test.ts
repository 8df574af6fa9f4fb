import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ObjectFiles } from '../../../../fluvio/broker/state/object-files.js';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'objects-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

it('keeps objects by name, whatever the name', () => {
  const files = new ObjectFiles<number>(directory);
  for (const [i, name] of ['group/name@0.1.0', 'b', '..', 'ä'].entries()) files.save(name, i);
  files.save('b', 7);
  files.remove('ä');
  files.remove('never there');
  expect(new ObjectFiles<number>(directory).load()).toEqual([
    ['..', 2],
    ['b', 7],
    ['group/name@0.1.0', 0],
  ]);
});

it('does not take a file that a crash left half written for an object', () => {
  const files = new ObjectFiles<number>(directory);
  files.save('a', 1);
  writeFileSync(join(directory, 'b.json.new'), '{"ha');
  expect(files.load()).toEqual([['a', 1]]);
  expect(readdirSync(directory)).toContain('a.json');
});

it('says which file cannot be read', () => {
  writeFileSync(join(directory, 'broken.json'), '{');
  expect(() => new ObjectFiles(directory).load()).toThrow(/broken\.json cannot be read/);
});
