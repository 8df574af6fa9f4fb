/** Event files, made by the command that everybody has: `game-flow generate`. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { builtFile } from '../../fluvio/client/built.js';

/**
 * Seed, start and players are part of every id: with these the bytes are the same each time. Long enough ago that ten
 * million events at 1.25 a second of event time lie in the past, since those ahead of their record are rejected.
 */
export const WORKLOAD = ['--seed', '1', '--players', '5000', '--start', '2025-01-06T00:00:00Z'] as const;

/**
 * @param signal ends it
 * @param flags besides those of the workload
 * @throws Error with what the command said
 */
export async function generateFile(
  path: string,
  count: number,
  signal: AbortSignal,
  flags: readonly string[] = [],
): Promise<void> {
  const args = ['generate', ...WORKLOAD, ...flags, '--count', String(count), '--to', path];
  const child = spawn(process.execPath, [builtFile('cli/main.js'), ...args], {
    signal,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`generate ended (${code}): ${said}`);
}
