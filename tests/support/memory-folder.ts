/**
 * Vitest runs it once, before all tests: their temporary folders lie in memory where there is room for them. What most
 * of the long tests waited for is the disk, at every commit; that a commit outlives a power cut is none of their business.
 */
import { accessSync, constants, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';

/** A file system in memory, on Linux. */
const IN_MEMORY = '/dev/shm';

/** Many times what the tests write: a container may have 64 MB there. */
const ENOUGH_BYTES = 2 ** 31;

export default function useMemoryFolder(): (() => void) | undefined {
  if (!hasRoom(IN_MEMORY)) return undefined;
  const folder = mkdtempSync(join(IN_MEMORY, 'game-flow-tests-'));
  // The processes of the tests, and theirs, get it from this one.
  process.env.TMPDIR = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}

function hasRoom(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize >= ENOUGH_BYTES;
  } catch {
    return false;
  }
}
