import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type Check, fail, failed, ok, warn } from './check.js';

const MIB = 1024 * 1024;
const TOO_LITTLE_BYTES = 100 * MIB;
const LITTLE_BYTES = 1024 * MIB;

/** Whether the data directory can be written, or made, and what room its disk has. */
export function dataDirChecks(dataDir: string, freeBytes: (folder: string) => number = freeBytesOf): Check[] {
  const folder = nearestExisting(resolve(dataDir));
  return [writableCheck(dataDir, folder), diskCheck(folder, freeBytes)];
}

function writableCheck(dataDir: string, folder: string): Check {
  const elsewhere = 'Choose a folder that you may write to with --data-dir.';
  try {
    if (!statSync(folder).isDirectory()) return fail('data folder', `${folder} is a file`, elsewhere);
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return fail('data folder', `${dataDir} cannot be written (${code})`, elsewhere);
  }
  const made = folder === resolve(dataDir) ? '' : ' will be made when it is needed';
  return ok('data folder', `${dataDir}${made}`);
}

function diskCheck(folder: string, freeBytes: (folder: string) => number): Check {
  const next = 'Free some space, or choose a folder on another disk with --data-dir.';
  try {
    const free = freeBytes(folder);
    const message = `${(free / 1024 / MIB).toFixed(1)} GiB free`;
    if (free < TOO_LITTLE_BYTES) return fail('disk', message, next);
    return free < LITTLE_BYTES ? warn('disk', message, next) : ok('disk', message);
  } catch (error) {
    return failed('disk', error, next);
  }
}

function nearestExisting(path: string): string {
  let folder = path;
  while (!existsSync(folder) && folder !== dirname(folder)) folder = dirname(folder);
  return folder;
}

function freeBytesOf(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}
