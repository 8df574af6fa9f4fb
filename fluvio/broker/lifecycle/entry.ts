import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { LifecycleError } from './lifecycle-error.js';

/**
 * The built `fluvio/broker/main.js`. Run from the TypeScript sources (as tests do), the one in `dist/`.
 * @throws {LifecycleError} `installation` when the project is not built
 */
export function brokerEntry(): string {
  const fromSource = import.meta.url.endsWith('.ts');
  const path = fromSource ? '../../../dist/fluvio/broker/main.js' : '../main.js';
  const file = fileURLToPath(new URL(path, import.meta.url));
  if (existsSync(file)) return file;
  throw new LifecycleError(
    'installation',
    `The broker's program ${file} is missing.`,
    'Run `npm run build`.',
  );
}
