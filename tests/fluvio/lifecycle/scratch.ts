import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { brokerHome } from '../../../fluvio/broker/lifecycle/broker-home.js';
import { readState } from '../../../fluvio/broker/lifecycle/broker-state.js';
import { isBrokerProcess } from '../../../fluvio/broker/lifecycle/process-identity.js';
import {
  type StartedCluster,
  type StartOptions,
  startCluster,
} from '../../../fluvio/broker/lifecycle/start-cluster.js';

const folders: string[] = [];
const endings: (() => unknown)[] = [];

/** A data directory of the test's own, with spaces in its name. After the test its broker is killed and the folder removed. */
export function scratchDirectory(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'gf life cycle-')));
  folders.push(folder);
  return folder;
}

/** A broker on free ports that ends with this process even if the test is cut off. */
export function startOwned(dataDir: string, options: StartOptions = {}): Promise<StartedCluster> {
  return startCluster({ dataDir, scPort: 0, spuPort: 0, owned: true, ...options });
}

/** Runs `end` after the test. */
export function afterTest(end: () => unknown): void {
  endings.push(end);
}

/** Something else that listens; counts what is done to it. */
export async function foreignListener(port = 0): Promise<{ port: number; received: () => number }> {
  let bytes = 0;
  const server = createServer((socket) => {
    socket
      .on('error', () => {})
      .on('data', (chunk) => {
        bytes += chunk.length;
      });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  afterTest(() => server.close());
  const address = server.address();
  return { port: typeof address === 'object' && address !== null ? address.port : 0, received: () => bytes };
}

/** Resolves when `condition` holds; fails after `ms`. */
export async function eventually(condition: () => boolean | Promise<boolean>, ms = 5000): Promise<void> {
  const deadline = Date.now() + ms;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('it did not come about in time');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
  for (const folder of folders.splice(0)) {
    const pid = readState(brokerHome(folder).stateFile)?.pid;
    if (pid !== undefined && isBrokerProcess(pid, folder)) process.kill(pid, 'SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
});
