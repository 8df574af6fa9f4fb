import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, renameSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { brokerHome } from '../../../fluvio/broker/lifecycle/broker-home.js';
import { readState } from '../../../fluvio/broker/lifecycle/broker-state.js';
import { clusterStatus } from '../../../fluvio/broker/lifecycle/cluster-status.js';
import { ensureCluster } from '../../../fluvio/broker/lifecycle/ensure-cluster.js';
import { isBrokerProcess } from '../../../fluvio/broker/lifecycle/process-identity.js';
import { startCluster } from '../../../fluvio/broker/lifecycle/start-cluster.js';
import { afterTest, eventually, scratchDirectory } from './scratch.js';

const START_MODULE = new URL('../../../dist/fluvio/broker/lifecycle/start-cluster.js', import.meta.url).href;
const FREE = { scPort: 0, spuPort: 0, owned: true };

describe('a broker on demand', () => {
  it('stops when idle, but not while somebody is connected', async () => {
    const dataDir = scratchDirectory();
    const { target, state } = await ensureCluster(dataDir, { ...FREE, idleSeconds: 0.5 });
    expect(target).toEqual({ kind: 'address', host: '127.0.0.1', port: state.scPort });
    const client = connect(target);
    await once(client, 'connect');
    await sleep(1200);
    expect(isBrokerProcess(state.pid, dataDir)).toBe(true);
    client.destroy();
    await eventually(() => !isBrokerProcess(state.pid, dataDir));
    expect(await clusterStatus(dataDir)).toEqual({ kind: 'stopped' });
    expect(readFileSync(state.logFile, 'utf8')).toContain('stopping: idle');
  });

  it('stays once it is started by hand', async () => {
    const dataDir = scratchDirectory();
    const { state } = await ensureCluster(dataDir, { ...FREE, idleSeconds: 0.6 });
    expect(state.startedOnDemand).toBe(true);
    const byHand = await startCluster({ dataDir });
    expect(byHand).toEqual({ state: { ...state, startedOnDemand: false }, started: false });
    await sleep(1300);
    expect(isBrokerProcess(state.pid, dataDir)).toBe(true);
    expect(readState(brokerHome(dataDir).stateFile)?.startedOnDemand).toBe(false);
  });
});

describe('a broker', () => {
  it('that is owned ends with its owner, however that ends', async () => {
    const dataDir = scratchDirectory();
    const program = `
      const { startCluster } = await import(${JSON.stringify(START_MODULE)});
      await startCluster(${JSON.stringify({ dataDir, ...FREE })});
      setInterval(() => {}, 1000);`;
    const owner = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: 'ignore' });
    afterTest(() => owner.kill('SIGKILL'));
    await eventually(async () => (await clusterStatus(dataDir)).kind === 'running');
    owner.kill('SIGKILL');
    await eventually(async () => (await clusterStatus(dataDir)).kind === 'stopped');
  });

  it('ends when its data directory disappears, and does not make it anew', async () => {
    const dataDir = scratchDirectory();
    const { state } = await startCluster({ dataDir, ...FREE });
    const moved = scratchDirectory();
    renameSync(dataDir, `${moved}/away`);
    await eventually(() => !isBrokerProcess(state.pid, dataDir));
    expect(existsSync(dataDir)).toBe(false);
  });
});
