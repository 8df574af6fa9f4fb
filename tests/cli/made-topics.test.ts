import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  clustersWithMadeTopics,
  forgetMadeTopics,
  MADE_TOPICS_FILE,
  madeTopics,
  noteMadeTopics,
} from '../../cli/made-topics.js';
import { writeState } from '../../fluvio/broker/lifecycle/broker-state.js';

const CLUSTER = { kind: 'address', host: '10.0.0.1', port: 9003 } as const;
const PROFILE = { kind: 'profile', name: 'cloud' } as const;

describe('the topics made', () => {
  let dataDir: string;
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'game-flow-made-'));
  });
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

  it('are kept by cluster, each once', () => {
    noteMadeTopics(dataDir, CLUSTER, ['b', 'a']);
    noteMadeTopics(dataDir, CLUSTER, ['b', 'c']);
    noteMadeTopics(dataDir, PROFILE, ['a']);
    expect(madeTopics(dataDir, CLUSTER)).toEqual(['a', 'b', 'c']);
    expect(madeTopics(dataDir, PROFILE)).toEqual(['a']);
    expect(madeTopics(dataDir, { ...CLUSTER, port: 9004 })).toEqual([]);
  });

  it('are forgotten when deleted, and their cluster with the last', () => {
    noteMadeTopics(dataDir, CLUSTER, ['a', 'b']);
    forgetMadeTopics(dataDir, CLUSTER, ['a', 'x']);
    expect(madeTopics(dataDir, CLUSTER)).toEqual(['b']);
    forgetMadeTopics(dataDir, CLUSTER, ['b']);
    expect(clustersWithMadeTopics(dataDir)).toEqual([]);
  });

  it('of the embedded broker are not noted', () => {
    writeState(join(dataDir, 'broker.json'), {
      pid: process.pid,
      version: '0',
      host: CLUSTER.host,
      advertise: CLUSTER.host,
      scPort: CLUSTER.port,
      spuPort: 9010,
      startedAt: '',
      startedOnDemand: true,
      logFile: '',
    });
    noteMadeTopics(dataDir, CLUSTER, ['a']);
    expect(clustersWithMadeTopics(dataDir)).toEqual([]);
  });

  it('cannot be guessed from a damaged file', () => {
    const file = join(dataDir, MADE_TOPICS_FILE);
    for (const text of ['{', '[]', '{"10.0.0.1:9003":"a"}']) {
      writeFileSync(file, text);
      expect(() => noteMadeTopics(dataDir, CLUSTER, ['a'])).toThrow('is damaged');
      expect(readFileSync(file, 'utf8')).toBe(text);
    }
  });
});
