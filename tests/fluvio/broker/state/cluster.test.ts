import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Cluster } from '../../../../fluvio/broker/state/cluster.js';
import type { SmartModuleSpec } from '../../../../fluvio/protocol/objects/smartmodule.js';
import { DEFAULT_STORAGE_POLICY } from '../../../../fluvio/protocol/objects/storage-policy.js';
import type { TopicSpec } from '../../../../fluvio/protocol/objects/topic.js';

let dataDir: string;
let cluster: Cluster;
const logged: string[] = [];

const open = (): Cluster =>
  new Cluster({ dataDir, spuId: 1, statusIntervalMs: 10, log: (_, message) => logged.push(message) });
const topicOf = (partitions: number): TopicSpec => ({
  ...DEFAULT_STORAGE_POLICY,
  replicas: { kind: 'computed', partitions, replicationFactor: 1, ignoreRackAssignment: false },
});
const moduleOf = (payload: string): SmartModuleSpec => ({
  meta: null,
  summary: null,
  wasm: { format: 'binary', payload: Buffer.from(payload) },
});

/** Runs `work` while nothing can be written to this folder of the broker's: a file has its place. */
function withoutPlaceFor(folder: string, work: () => void): void {
  const path = join(dataDir, folder);
  renameSync(path, `${path}.away`);
  writeFileSync(path, '');
  work();
  rmSync(path);
  renameSync(`${path}.away`, path);
}

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'cluster-'));
  cluster = open();
});
afterEach(() => {
  cluster.close();
  rmSync(dataDir, { recursive: true, force: true });
  logged.length = 0;
});

describe('what cannot be saved is not there either', () => {
  it('more partitions, whose records a restart would not find', () => {
    cluster.createTopic('t', topicOf(1));
    const topic = cluster.topic('t')!;
    withoutPlaceFor('topics', () => {
      expect(() => cluster.extendTopic(topic, topicOf(3))).toThrow(/ENOTDIR/);
    });
    expect(cluster.partition('t', 1)).toBeUndefined();
    cluster.extendTopic(topic, topicOf(2));
    cluster.close();
    cluster = open();
    expect(cluster.topic('t')!.partitions).toHaveLength(2);
  });

  it('more partitions whose logs cannot be made: the topic stays as it was saved', () => {
    cluster.createTopic('t', topicOf(1));
    withoutPlaceFor('logs', () => {
      expect(() => cluster.extendTopic(cluster.topic('t')!, topicOf(3))).toThrow(/ENOTDIR/);
    });
    cluster.close();
    cluster = open();
    expect(cluster.topic('t')!.partitions).toHaveLength(1);
  });

  it('a SmartModule, new or in place of another', () => {
    cluster.putSmartModule('old', moduleOf('1'));
    withoutPlaceFor('smartmodules', () => {
      expect(() => cluster.putSmartModule('new', moduleOf('2'))).toThrow(/ENOTDIR/);
      expect(() => cluster.putSmartModule('old', moduleOf('2'))).toThrow(/ENOTDIR/);
    });
    expect(cluster.hasSmartModule('new')).toBe(false);
    expect(cluster.smartModules.map(({ spec }) => spec.wasm.payload.toString())).toEqual(['1']);
  });

  it('the offset of a consumer', () => {
    const kept = { consumerId: 'c', replicaId: { topic: 't', partition: 0 }, offset: 5, modifiedTime: 0 };
    cluster.consumers.put(kept);
    withoutPlaceFor('consumers', () => {
      expect(() => cluster.consumers.put({ ...kept, offset: 9 })).toThrow(/ENOTDIR/);
    });
    expect(cluster.consumers.get('c', kept.replicaId)).toEqual(kept);
  });
});

it('forgets offsets of a topic whose deletion a crash has cut short', () => {
  cluster.createTopic('there', topicOf(1));
  for (const topic of ['there', 'gone']) {
    cluster.consumers.put({
      consumerId: 'c',
      replicaId: { topic, partition: 0 },
      offset: 5,
      modifiedTime: 0,
    });
  }
  cluster.close();
  cluster = open();
  expect(cluster.consumers.all.map(({ replicaId }) => replicaId.topic)).toEqual(['there']);
});

it('goes on with the other partitions when the retention of one fails', () => {
  cluster.createTopic('t', { ...topicOf(2), cleanupPolicy: { timeInSeconds: 10 } });
  const [first, second] = cluster.topic('t')!.partitions;
  first!.removeExpired = () => {
    throw new Error('EIO');
  };
  let looked = false;
  second!.removeExpired = () => {
    looked = true;
  };
  cluster.removeExpired(Date.now());
  expect(looked).toBe(true);
  expect(logged).toEqual(['retention of t-0: EIO']);
});
