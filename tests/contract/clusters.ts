import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Broker, startBroker } from '../../fluvio/broker/broker.js';

/** A cluster to hold the contract against. */
export interface ClusterUnderTest {
  readonly name: string;
  /** Makes it ready; resolves to the address of its SC. */
  start(): Promise<{ host: string; port: number }>;
  /** Leaves nothing of it, `topics` included. */
  stop(topics: readonly string[]): Promise<void>;
}

/**
 * The embedded broker, or the real cluster that GAME_FLOW_CLUSTER names (`HOST:PORT`). One in a process: tests of silence
 * leave a read pending, and its stream, when the topic goes in the end, may bring down the client's native part and the
 * process. Hence also a process of its own that deletes a real cluster's topics, after this one's end.
 */
export function clusterUnderTest(): ClusterUnderTest {
  const address = process.env.GAME_FLOW_CLUSTER;
  return address === undefined ? embedded() : real(address);
}

function embedded(): ClusterUnderTest {
  let broker: Broker | undefined;
  const dataDir = mkdtempSync(join(tmpdir(), 'contract-'));
  return {
    name: 'the embedded broker',
    start: async () => {
      broker = await startBroker({ dataDir, scPort: 0, spuPort: 0 });
      return broker.scAddress;
    },
    stop: async () => {
      await broker?.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function real(address: string): ClusterUnderTest {
  const [host = '', port = ''] = address.split(':');
  return {
    name: `the cluster at ${address}`,
    start: async () => ({ host, port: Number(port) }),
    stop: async (topics) => {
      const script = fileURLToPath(new URL('./delete-topics.mjs', import.meta.url));
      const stdio = ['pipe', 'ignore', 'ignore'] as const;
      const child = spawn(process.execPath, [script, host, port, ...topics], {
        stdio: [...stdio],
        detached: true,
      });
      child.unref();
      (child.stdin as Socket).unref();
    },
  };
}
