/** The files of a data directory that game-flow makes, by name: what is not among them is somebody else's, and stays. */
import { existsSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const FILES: readonly RegExp[] = [
  /^game-flow\.db(-wal|-shm|-journal|\.lock)?$/,
  /^server\.db(-wal|-shm|-journal)?$/,
  /^followed\.json(\.new)?$/,
  /^made-topics\.json(\.\d+)?$/,
];
/** Names that another program might use too: ours only beside the broker's lock. */
const BROKER_FILES: readonly RegExp[] = [
  /^broker\.json(\.\d+)?$/,
  /^broker\/broker\.(lock|log|log\.old)$/,
  // Topics, SmartModules and whatever else is kept as an object a file (fluvio/broker/state/object-files.ts).
  /^broker\/[a-z]+\/[^/]+\.json(\.new)?$/,
  /^broker\/logs\/[^/]+\/\d+\/\d{20}\.log(\.orphan)?$/,
];
const BROKER_FOLDERS = /^broker(\/[a-z]+|\/logs\/[^/]+(\/\d+)?)?$/;
const BROKER_LOCK = 'broker/broker.lock';

/** Deleted after all the others: whoever holds it holds everything that goes before. */
const DATABASE_LOCK = 'game-flow.db.lock';

export interface Removal {
  readonly files: number;
  /** Paths within the data directory that are not ours, or were to be kept. */
  readonly left: readonly string[];
}

/**
 * Deletes our files, except those named in `keep`, and every folder of ours that is empty then, the data directory
 * last. Links are never followed. Throws what the file system throws.
 */
export function removeOwnFiles(dataDir: string, keep: ReadonlySet<string> = new Set()): Removal {
  const { files, folders, left } = survey(dataDir, keep);
  for (const file of files.filter((name) => name !== DATABASE_LOCK)) rmSync(join(dataDir, file));
  // The deepest first.
  for (const folder of folders.reverse()) removeIfEmpty(join(dataDir, folder));
  if (files.includes(DATABASE_LOCK)) rmSync(join(dataDir, DATABASE_LOCK));
  if (left.length === 0) removeIfEmpty(dataDir);
  return { files: files.length, left };
}

interface Survey {
  readonly files: string[];
  readonly folders: string[];
  readonly left: string[];
}

function survey(dataDir: string, keep: ReadonlySet<string>): Survey {
  const found: Survey = { files: [], folders: [], left: [] };
  const hasBroker = existsSync(join(dataDir, BROKER_LOCK));
  const patterns = hasBroker ? [...FILES, ...BROKER_FILES] : FILES;
  visit('');
  return found;

  function visit(folder: string): void {
    for (const entry of readdirSync(join(dataDir, folder), { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory() && hasBroker && BROKER_FOLDERS.test(path)) {
        found.folders.push(path);
        visit(path);
      } else if (entry.isFile() && !keep.has(path) && patterns.some((pattern) => pattern.test(path))) {
        found.files.push(path);
      } else {
        found.left.push(path);
      }
    }
  }
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Not empty; or a link, or the working directory of a shell, which is no harm.
    if (!['ENOTEMPTY', 'EEXIST', 'ENOTDIR', 'EBUSY', 'EINVAL', 'ENOENT'].includes(code ?? '')) throw error;
  }
}
