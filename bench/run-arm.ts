/** Runs an arm in a fresh process: what one arm compiled or left on the heap must not colour the next. */
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtFile } from '../fluvio/client/built.js';
import type { ArmName } from './arms/index.js';
import type { ArmJob, ArmOutcome } from './arms/job.js';

/** The second implementation keeps what ten million events amount to. */
const HEAP_MB = 12_000;

/**
 * @param signal ends it
 * @throws Error with what the process said, when it ends without an outcome
 */
export async function runArm(
  arm: ArmName,
  job: Omit<ArmJob, 'arm' | 'dir'>,
  signal: AbortSignal,
): Promise<ArmOutcome> {
  const dir = mkdtempSync(join(tmpdir(), 'game-flow-bench-arm-'));
  try {
    return await outcomeOf(arm, { ...job, arm, dir }, signal);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function outcomeOf(arm: ArmName, job: ArmJob, signal: AbortSignal): Promise<ArmOutcome> {
  const child = fork(builtFile('bench/arms/main.js'), [JSON.stringify(job)], {
    signal,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    // The bare client writes log lines to stdout unless it is told not to.
    env: { ...process.env, RUST_LOG: 'off' },
    execArgv: arm === 'expected' ? [`--max-old-space-size=${HEAP_MB}`] : [],
  });
  let said = '';
  child.stderr!.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-4000);
  });
  return new Promise((resolve, reject) => {
    child.once('message', (outcome) => resolve(outcome as ArmOutcome));
    child.once('error', reject);
    child.once('exit', (code, by) => reject(new Error(`arm ${arm} ended (${by ?? code}): ${said}`)));
  });
}
