import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { acquireLock, isLocked } from '../../../fluvio/lock/lock.js';
import { LockError } from '../../../fluvio/lock/lock-error.js';
import { afterTest, eventually, scratchDirectory } from './scratch.js';

const LOCK_MODULE = new URL('../../../dist/fluvio/lock/lock.js', import.meta.url).href;

describe('a lock', () => {
  it('is held by one until it is released', () => {
    const path = join(scratchDirectory(), 'thing');
    const lock = acquireLock(path);
    expect(lock?.file).toBe(`${path}.lock`);
    expect(isLocked(path)).toBe(true);
    expect(acquireLock(path)).toBeUndefined();
    expect(isLocked(path)).toBe(true);
    lock?.release();
    expect(isLocked(path)).toBe(false);
    acquireLock(path)?.release();
  });

  it('makes one empty file, and looking makes none', () => {
    const folder = scratchDirectory();
    expect(isLocked(join(folder, 'x'))).toBe(false);
    expect(readdirSync(folder)).toEqual([]);
    const lock = acquireLock(join(folder, 'x'));
    expect(readdirSync(folder)).toEqual(['x.lock']);
    lock?.release();
  });

  it('is freed by kill -9 of its holder', async () => {
    const path = join(scratchDirectory(), 'thing');
    const holder = holdInAnotherProcess(path);
    await eventually(() => existsSync(`${path}.lock`) && isLocked(path));
    expect(acquireLock(path)).toBeUndefined();
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    expect(isLocked(path)).toBe(false);
    const lock = acquireLock(path);
    expect(lock).toBeDefined();
    lock?.release();
  });

  it.each([
    ['below a file', (folder: string) => join(folder, 'file', 'x'), 'not-a-directory'],
    ['in a folder that is not there', (folder: string) => join(folder, 'none', 'x'), 'not-a-directory'],
    ['on something that is no lock file', (folder: string) => join(folder, 'text'), 'unusable'],
  ])('%s cannot be taken, and says why', (_, path, code) => {
    const folder = scratchDirectory();
    writeFileSync(join(folder, 'file'), '');
    writeFileSync(join(folder, 'text.lock'), 'some text, longer than nothing'.repeat(50));
    const error = thrownBy(() => acquireLock(path(folder)));
    expect(error).toBeInstanceOf(LockError);
    expect(error).toMatchObject({ code, next: expect.stringMatching(/\.$/) });
  });
});

function thrownBy(action: () => unknown): unknown {
  try {
    action();
    return undefined;
  } catch (error) {
    return error;
  }
}

function holdInAnotherProcess(path: string) {
  const program = `
    const { acquireLock } = await import(${JSON.stringify(LOCK_MODULE)});
    globalThis.lock = acquireLock(${JSON.stringify(path)});
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: 'ignore' });
  afterTest(() => child.kill('SIGKILL'));
  return child;
}
