import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SUFFIX = '.json';

/**
 * A folder with one JSON file an object, each replaced as a whole: written under another name first, then renamed, so
 * that a crash leaves the old file or the new one and never half of one.
 */
export class ObjectFiles<T> {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
    mkdirSync(directory, { recursive: true, mode: 0o700 });
  }

  /** All objects, in the order of their names. Throws when one is no JSON: guessing would lose records. */
  load(): [name: string, object: T][] {
    return readdirSync(this.#directory)
      .filter((file) => file.endsWith(SUFFIX))
      .map((file): [string, T] => {
        const path = join(this.#directory, file);
        const name = decodeURIComponent(file.slice(0, -SUFFIX.length));
        try {
          return [name, JSON.parse(readFileSync(path, 'utf8')) as T];
        } catch (error) {
          throw new Error(`${path} cannot be read: ${(error as Error).message}`, { cause: error });
        }
      })
      .sort(([a], [b]) => (a < b ? -1 : 1));
  }

  /** Throws when the disk does not allow it; what was kept of that name stays then. */
  save(name: string, object: T): void {
    const path = this.#path(name);
    const temporary = `${path}.new`;
    try {
      writeFileSync(temporary, JSON.stringify(object), { mode: 0o600 });
      renameSync(temporary, path);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
  }

  remove(name: string): void {
    rmSync(this.#path(name), { force: true });
  }

  /** Names may hold what file names may not, such as the `/` in a SmartModule's. */
  #path(name: string): string {
    return join(this.#directory, `${encodeURIComponent(name)}${SUFFIX}`);
  }
}
