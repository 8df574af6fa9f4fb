import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { brokerHome } from '../../../fluvio/broker/lifecycle/broker-home.js';
import { clusterStatus } from '../../../fluvio/broker/lifecycle/cluster-status.js';
import { brokerEntry } from '../../../fluvio/broker/lifecycle/entry.js';
import { LifecycleError } from '../../../fluvio/broker/lifecycle/lifecycle-error.js';
import { processArguments } from '../../../fluvio/broker/lifecycle/process-options.js';
import { afterTest, eventually, scratchDirectory } from './scratch.js';

describe("the broker's program", () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('ends with 0 on %s', async (signal) => {
    const dataDir = scratchDirectory();
    const broker = run(dataDir);
    await untilItRuns(dataDir);
    broker.kill(signal);
    expect(await once(broker, 'exit')).toEqual([0, null]);
    expect(await clusterStatus(dataDir)).toEqual({ kind: 'stopped' });
  });

  it('logs an error that nothing caught, and ends with 1', async () => {
    const dataDir = scratchDirectory();
    const broker = run(dataDir, "process.on('SIGWINCH', () => { throw new Error('planned'); })");
    await untilItRuns(dataDir);
    broker.kill('SIGWINCH');
    expect(await once(broker, 'exit')).toEqual([1, null]);
    expect(readFileSync(brokerHome(dataDir).logFile, 'utf8')).toMatch(/Error: planned\n +at /);
    expect((await clusterStatus(dataDir)).kind).toBe('stale');
  });

  it('says in one line on stderr why it does not start', async () => {
    const dataDir = scratchDirectory();
    run(dataDir);
    await untilItRuns(dataDir);
    const second = run(dataDir);
    let words = '';
    second.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      words += chunk;
    });
    expect(await once(second, 'close')).toEqual([1, null]);
    expect(LifecycleError.fromLine(words.trim())).toMatchObject({ code: 'lock-held' });
  });

  it('says so when its data directory is a file', async () => {
    const dataDir = join(scratchDirectory(), 'data');
    mkdirSync(dataDir);
    writeFileSync(join(dataDir, 'broker'), '');
    const broker = run(dataDir);
    broker.stderr.resume();
    expect(await once(broker, 'close')).toEqual([1, null]);
    expect(await clusterStatus(dataDir)).toEqual({ kind: 'stopped' });
  });
});

describe('the line that a failing process writes', () => {
  it('comes back as the same error', () => {
    const error = new LifecycleError('port-taken', 'Port 1 is taken.', 'Take 2.');
    expect(LifecycleError.fromLine(error.toLine())).toEqual(error);
  });

  it.each(['', 'null', '[]', '{"code":"other"}', 'Error: something'])('is nothing else: %s', (line) => {
    expect(LifecycleError.fromLine(line)).toBeUndefined();
  });
});

/** Runs the program in the foreground, `extra` code before it. */
function run(dataDir: string, extra = '') {
  const args = processArguments({
    ...{ dataDir, host: '127.0.0.1', advertise: '127.0.0.1', scPort: 0, spuPort: 0 },
    ...{ onDemand: false, idleSeconds: 600, owned: false },
  });
  const child = spawn(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(extra)}`, brokerEntry(), ...args],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  afterTest(() => child.kill('SIGKILL'));
  return child;
}

async function untilItRuns(dataDir: string): Promise<void> {
  await eventually(async () => (await clusterStatus(dataDir)).kind === 'running');
}
