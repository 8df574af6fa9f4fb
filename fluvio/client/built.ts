import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FluvioError } from './errors.js';

/**
 * Where a built file lies: `dist/PATH` under the package's root, whether this code runs from `dist` or, in tests, from
 * its TypeScript source. For what exists only as build output: SmartModules, and the program of a child process.
 */
export function builtFile(path: string): string {
  const file = join(packageRoot(), 'dist', path);
  if (!existsSync(file)) {
    throw new FluvioError('NOT_BUILT', `${file} is missing. Run "npm run build" in the project's folder.`);
  }
  return file;
}

/** A file that is shipped as it is. */
export function packageFile(path: string): string {
  return join(packageRoot(), path);
}

function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new FluvioError('NOT_BUILT', 'No package.json above the Fluvio client.');
    folder = parent;
  }
  return folder;
}
