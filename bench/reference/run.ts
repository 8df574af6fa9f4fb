/** Runs the reference script, which knows nothing of this project, as anybody would. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { packageFile } from '../../fluvio/client/built.js';
import type { Measured } from '../measure.js';

/** As it lies in the repository: it is not compiled. */
const SCRIPT = packageFile('bench/reference/reference.mjs');

/** @param database made by it. @throws Error with what the script said */
export async function runReference(
  events: string,
  database: string,
  warmUp: number,
  signal?: AbortSignal,
): Promise<Measured> {
  const args = [SCRIPT, events, database, String(warmUp)];
  return measuredFrom((await promisify(execFile)(process.execPath, args, { signal })).stdout);
}

/** What a program that measures itself prints: one object of events, seconds, cpu (seconds) and peak (bytes). */
export function measuredFrom(stdout: string): Measured {
  const { events, seconds, cpu, peak } = JSON.parse(stdout) as Record<string, number>;
  return { events: events!, seconds: seconds!, cpu: { own: cpu! }, peak: { own: peak! } };
}
