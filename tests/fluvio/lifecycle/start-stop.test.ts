import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { brokerHome } from '../../../fluvio/broker/lifecycle/broker-home.js';
import { readState, writeState } from '../../../fluvio/broker/lifecycle/broker-state.js';
import { clusterStatus } from '../../../fluvio/broker/lifecycle/cluster-status.js';
import { isBrokerProcess } from '../../../fluvio/broker/lifecycle/process-identity.js';
import { fluvioProfileHint } from '../../../fluvio/broker/lifecycle/profile-hint.js';
import { startCluster } from '../../../fluvio/broker/lifecycle/start-cluster.js';
import { stopCluster } from '../../../fluvio/broker/lifecycle/stop-cluster.js';
import { acquireLock } from '../../../fluvio/lock/lock.js';
import { afterTest, eventually, foreignListener, scratchDirectory, startOwned } from './scratch.js';

describe('a broker process', () => {
  it('starts, is found running, and stops without leaving its state', async () => {
    const dataDir = scratchDirectory();
    expect(await clusterStatus(dataDir)).toEqual({ kind: 'stopped' });

    const { state, started } = await startOwned(dataDir);
    expect(started).toBe(true);
    expect(state).toMatchObject({ host: '127.0.0.1', advertise: '127.0.0.1', startedOnDemand: false });
    expect(readState(brokerHome(dataDir).stateFile)).toEqual(state);
    expect(await clusterStatus(dataDir)).toEqual({ kind: 'running', state });
    expect(fluvioProfileHint(state)).toBe(`fluvio profile add game-flow 127.0.0.1:${state.scPort} local`);

    expect(await startOwned(dataDir)).toEqual({ state, started: false });
    expect(await stopCluster(dataDir)).toBe('stopped');
    expect(await clusterStatus(dataDir)).toEqual({ kind: 'stopped' });
    expect(existsSync(brokerHome(dataDir).stateFile)).toBe(false);
    expect(await stopCluster(dataDir)).toBe('was-stopped');
    const log = readFileSync(state.logFile, 'utf8');
    expect(log).toMatch(/listening: SC 127\.0\.0\.1:\d+.*\n(.*\n)*.*stopping: signal/);
  });

  it('killed with -9 is stale, and comes back on its ports', async () => {
    const dataDir = scratchDirectory();
    const { state } = await startOwned(dataDir);
    process.kill(state.pid, 'SIGKILL');
    await eventually(async () => (await clusterStatus(dataDir)).kind === 'stale');
    expect(await clusterStatus(dataDir)).toEqual({ kind: 'stale', state });

    const again = await startCluster({ dataDir, owned: true });
    expect(again.started).toBe(true);
    expect(again.state.pid).not.toBe(state.pid);
    expect([again.state.scPort, again.state.spuPort]).toEqual([state.scPort, state.spuPort]);
  });

  it('leaves nothing when a stale one is stopped', async () => {
    const dataDir = scratchDirectory();
    const { state } = await startOwned(dataDir);
    process.kill(state.pid, 'SIGKILL');
    await eventually(async () => (await clusterStatus(dataDir)).kind === 'stale');
    expect(await stopCluster(dataDir)).toBe('was-stale');
    expect(await clusterStatus(dataDir)).toEqual({ kind: 'stopped' });
  });

  it('that is asked to stay does so, although it cannot write that down', async () => {
    const dataDir = scratchDirectory();
    const { state } = await startOwned(dataDir, { onDemand: true, idleSeconds: 30 });
    rmSync(brokerHome(dataDir).stateFile);
    mkdirSync(brokerHome(dataDir).stateFile);
    process.kill(state.pid, 'SIGUSR2');
    // The file is made with the first line that is written to it.
    const log = (): string => (existsSync(state.logFile) ? readFileSync(state.logFile, 'utf8') : '');
    await eventually(() => log().includes('cannot write'));
    expect(log()).toContain('asked to stay');
    expect(isBrokerProcess(state.pid, dataDir)).toBe(true);
    afterTest(() => process.kill(state.pid, 'SIGKILL'));
  });

  it('that does not end in time is killed', async () => {
    const dataDir = scratchDirectory();
    const { state } = await startOwned(dataDir);
    process.kill(state.pid, 'SIGSTOP');
    expect(await stopCluster(dataDir, { graceMs: 200 })).toBe('killed');
    expect(isBrokerProcess(state.pid, dataDir)).toBe(false);
    expect(await clusterStatus(dataDir)).toEqual({ kind: 'stopped' });
  });
});

describe('a state file that names somebody else', () => {
  it('is stale when nobody holds the lock: the process is left alone', async () => {
    const dataDir = await directoryNaming(process.pid);
    expect((await clusterStatus(dataDir)).kind).toBe('stale');
    expect(await stopCluster(dataDir)).toBe('was-stale');
  });

  it('stops nothing when the lock is held by another', async () => {
    const dataDir = await directoryNaming(process.pid);
    const lock = acquireLock(brokerHome(dataDir).lockTarget);
    afterTest(() => lock?.release());
    expect(await clusterStatus(dataDir)).toEqual({ kind: 'busy' });
    await expect(stopCluster(dataDir, { busyMs: 100 })).rejects.toMatchObject({ code: 'unknown-holder' });
  });

  it('is as good as none when it is damaged', async () => {
    const dataDir = scratchDirectory();
    writeFileSync(brokerHome(dataDir).stateFile, '{"pid": 1');
    expect(await clusterStatus(dataDir)).toEqual({ kind: 'stopped' });
    expect((await startOwned(dataDir)).started).toBe(true);
  });

  async function directoryNaming(pid: number): Promise<string> {
    const dataDir = scratchDirectory();
    const { state } = await startOwned(dataDir);
    await stopCluster(dataDir);
    writeState(brokerHome(dataDir).stateFile, { ...state, pid });
    return dataDir;
  }
});

describe('what keeps a broker from starting is one clear error', () => {
  it('a port that was asked for is taken', async () => {
    const { port, received } = await foreignListener();
    const start = startOwned(scratchDirectory(), { scPort: port });
    await expect(start).rejects.toMatchObject({
      code: 'port-taken',
      message: `Port ${port} (127.0.0.1:${port}) is used by another program.`,
      next: expect.stringContaining('--sc-port'),
    });
    expect(received()).toBe(0);
  });

  it('the host is no address of this machine', async () => {
    await expect(startOwned(scratchDirectory(), { host: '192.0.2.1' })).rejects.toMatchObject({
      code: 'address-unusable',
    });
  });

  it.each([
    ['/proc/none', process.platform === 'linux'],
    [join(import.meta.filename, 'data'), true],
  ])('the directory %s cannot be made', async (dataDir, applies) => {
    if (!applies) return;
    await expect(startOwned(dataDir)).rejects.toMatchObject({ code: 'directory-unusable' });
  });

  it('it runs already, elsewhere than asked for', async () => {
    const dataDir = scratchDirectory();
    const { state } = await startOwned(dataDir);
    await expect(
      startCluster({ dataDir, scPort: state.scPort === 9503 ? 9504 : 9503 }),
    ).rejects.toMatchObject({
      code: 'running-elsewhere',
    });
  });

  it('the lock never becomes free', async () => {
    const dataDir = scratchDirectory();
    await startOwned(dataDir);
    await stopCluster(dataDir);
    const lock = acquireLock(brokerHome(dataDir).lockTarget);
    afterTest(() => lock?.release());
    await expect(startOwned(dataDir, { timeoutMs: 200 })).rejects.toMatchObject({ code: 'start-timeout' });
  });
});
