/** docs/smartmodules.md: its modules are compiled as they stand there, and what it shows of `smartmodules test` is run. */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { document } from '../architecture/markdown.js';
import { ROOT } from '../architecture/source-files.js';
import { MAIN } from '../support/command-line.js';

const text = document('docs/smartmodules.md');
const blocks = [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, kind, code]) => ({
  kind,
  code: code!,
}));
const sources = blocks.filter(({ kind }) => kind === 'ts').map(({ code }) => code);
const lines = blocks.filter(({ kind }) => kind === 'console').map(({ code }) => code);
/** A command, and what it prints. */
const sessions = lines.flatMap((code) =>
  [...code.matchAll(/^\$ game-flow (.*)\n((?:(?!\$ ).*\n)*)/gm)].map(([, command, printed]) => [
    command!,
    printed!,
  ]),
);

const folder = mkdtempSync(join(tmpdir(), 'game-flow-docs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeAll(() => {
  cpSync(join(ROOT, 'fluvio/smartmodules/abi'), join(folder, 'abi'), { recursive: true });
  for (const source of sources) {
    const file = join(folder, /^\/\/ (\S+)/.exec(source)![1]!);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, source);
  }
  const compilations = lines
    .flatMap((code) => [...code.matchAll(/^npx asc (.*)$/gm)])
    .map(([, args]) => args!);
  expect(compilations).toHaveLength(sources.length);
  const asc = join(ROOT, 'node_modules/assemblyscript/bin/asc.js');
  for (const args of compilations) execFileSync(process.execPath, [asc, ...args.split(' ')], { cwd: folder });
}, 120_000);

describe('what docs/smartmodules.md shows', () => {
  it('is several commands', () => expect(sessions.length).toBeGreaterThan(4));

  it.each(sessions)('%s', (command, printed) => {
    const line = `"$NODE" "$MAIN" ${command}`;
    const env = { ...process.env, NODE: process.execPath, MAIN, NO_COLOR: '1' };
    const { stdout, stderr } = spawnSync('sh', ['-c', line], { cwd: folder, env, encoding: 'utf8' });
    expect(stdout + stderr).toBe(printed);
  });
});
