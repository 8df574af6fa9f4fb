import { spawn } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import type { StartedCluster } from '../../../fluvio/broker/lifecycle/start-cluster.js';
import { afterTest, scratchDirectory } from './scratch.js';

const START_MODULE = new URL('../../../dist/fluvio/broker/lifecycle/start-cluster.js', import.meta.url).href;

describe('terminals that race to start a broker', () => {
  it('start one, and all get its address', async () => {
    const dataDir = scratchDirectory();
    const results = await Promise.all([1, 2, 3].map(() => startInAnotherProcess(dataDir)));
    expect(results.filter(({ started }) => started)).toHaveLength(1);
    expect(new Set(results.map(({ state }) => state.pid)).size).toBe(1);
    expect(new Set(results.map(({ state }) => state.scPort)).size).toBe(1);
    expect(results[0]?.state.startedOnDemand).toBe(true);
  });
});

/** A terminal's command: it starts a broker, prints what it got, and ends while the broker goes on. */
async function startInAnotherProcess(dataDir: string): Promise<StartedCluster> {
  const options = { dataDir, scPort: 0, spuPort: 0, onDemand: true, idleSeconds: 20 };
  const program = `
    const { startCluster } = await import(${JSON.stringify(START_MODULE)});
    process.stdout.write(JSON.stringify(await startCluster(${JSON.stringify(options)})));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  afterTest(() => child.kill('SIGKILL'));
  let output = '';
  for await (const chunk of child.stdout.setEncoding('utf8')) output += chunk;
  return JSON.parse(output);
}
