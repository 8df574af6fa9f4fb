/** What `generate --ground-truth FILE` has written. */
import { readFileSync } from 'node:fs';
import type { GroundTruth } from '../../generator/index.js';
import { CommandError, UsageError } from '../exit.js';

const LISTS = [
  'levels',
  'stalled_visits',
  'unfinished_visits',
  'fraud',
  'near_misses',
  'sales',
  'regional_prices',
  'incidents',
  'hot_servers',
  'silent_servers',
] as const satisfies readonly (keyof GroundTruth)[];

export function readTruth(path: string): GroundTruth {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CommandError(
      `${path} could not be read (${code}). \`game-flow generate --ground-truth FILE\` writes such a file when it ends.`,
      { cause: error },
    );
  }
  const value = parsed(text);
  const missing = LISTS.find((name) => !Array.isArray(value?.[name]));
  if (value === undefined || missing !== undefined || Number.isNaN(Date.parse(String(value.until)))) {
    throw new UsageError(
      `${path} is not what this game-flow's \`generate --ground-truth\` writes${missing === undefined ? '' : `: it has no list ${missing}`}. Generate again.`,
    );
  }
  return value as unknown as GroundTruth;
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
