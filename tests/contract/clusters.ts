import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Broker, startBroker } from '../../fluvio/broker/broker.js';

/** A cluster to hold the contract against. */
export interface ClusterUnderTest {
  readonly name: string;
  /** Makes it ready; resolves to the address of its SC. */
  start(): Promise<{ host: string; port: number }>;
  stop(): Promise<void>;
}

/**
 * The embedded broker always, and a real cluster when GAME_FLOW_CLUSTER names one (`HOST:PORT`). The embedded one comes
 * last: when it stops, the client's native part may bring down the process that still has streams of it.
 */
export function clustersUnderTest(): ClusterUnderTest[] {
  const address = process.env.GAME_FLOW_CLUSTER;
  return address === undefined ? [embedded()] : [real(address), embedded()];
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
    stop: async () => {},
  };
}
