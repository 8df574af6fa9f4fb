import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The version in the project's package.json, which lies above both the sources and `dist/`. */
export function gameFlowVersion(): string {
  for (
    let folder = dirname(fileURLToPath(import.meta.url));
    folder !== dirname(folder);
    folder = dirname(folder)
  ) {
    const { name, version } = manifest(join(folder, 'package.json'));
    if (name === 'game-flow' && version !== undefined) return version;
  }
  return 'unknown';
}

function manifest(file: string): { name?: string; version?: string } {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
}
