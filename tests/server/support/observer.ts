import type { PartitionStatus } from '../../../fluvio/client/index.js';
import { BrokerWatch } from '../../../server/observe/broker-watch.js';
import { Observer, type ObserverParts } from '../../../server/observe/observer.js';

/** Asked for nothing yet. */
export function brokerOf(partitions: readonly Partial<PartitionStatus>[], clock = () => 0): BrokerWatch {
  return new BrokerWatch({ partitions: async () => partitions as PartitionStatus[] }, clock);
}

/** An observer whose clocks stand still, of a place where nothing has been processed; unless told otherwise. */
export function observerOf(parts: Partial<ObserverParts> = {}): Observer {
  return new Observer({
    version: '1.2.3',
    startedAt: Date.parse('2024-11-12T09:00:00Z'),
    cluster: '127.0.0.1:9003 (embedded broker)',
    read: () => undefined,
    broker: brokerOf([]),
    ready: { lag: 100, ageSeconds: undefined },
    processing: () => ({ where: 'here', note: '' }),
    now: () => Date.parse('2024-11-12T10:30:00Z'),
    clock: () => 0,
    ...parts,
  });
}
