import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureTopics, loadTopics } from '../../../fluvio/client/index.js';
import { TestCluster } from './cluster.js';

describe('topics.yaml', () => {
  it('names the five topics, each with its key, 3 partitions and 7 days', () => {
    const topics = loadTopics();
    expect(topics.map(({ name, key }) => `${name} ${key}`)).toEqual([
      'player-events player_id',
      'purchase-events player_id',
      'server-metrics server_id',
      'combat-events playerid',
      'game-actions player_id',
    ]);
    for (const topic of topics) expect(topic).toMatchObject({ partitions: 3, retentionSeconds: 7 * 86_400 });
  });

  const folder = mkdtempSync(join(tmpdir(), 'topics-test-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  it.each([
    ['topics: [a]', /"topics" must be a mapping/],
    ['', /"topics" must be a mapping/],
    ['topics: {', /cannot be read/],
    [
      'topics: { Bad_Name: { key: a, partitions: 1, retention_seconds: 1 } }',
      /\/topics\/Bad_Name is no topic name/,
    ],
    ['topics: { a: 3 }', /\/topics\/a must be a mapping/],
    ['topics: { a: { key: "", partitions: 1, retention_seconds: 1 } }', /\/topics\/a\/key/],
    ['topics: { a: { key: k, partitions: 0, retention_seconds: 1 } }', /\/topics\/a\/partitions/],
    ['topics: { a: { key: k, partitions: 1, retention_seconds: soon } }', /\/topics\/a\/retention_seconds/],
    ['topics: { a: { key: k, partitons: 1, retention_seconds: 1 } }', /\/topics\/a\/partitons is not known/],
  ])('%s is refused', (text, message) => {
    const file = join(folder, 'topics.yaml');
    writeFileSync(file, text);
    expect(() => loadTopics(file)).toThrow(message);
    expect(() => loadTopics(file)).toThrow(expect.objectContaining({ code: 'TOPICS_FILE_INVALID' }));
  });
});

describe('ensureTopics', () => {
  let cluster: TestCluster;
  beforeAll(async () => {
    cluster = await TestCluster.start();
  });
  afterAll(() => cluster.stop());

  it('creates what is missing and waits for its partitions, also when another does the same', async () => {
    const [one, other] = await Promise.all([cluster.open(), cluster.open()]);
    await one.createTopic('server-metrics', { partitions: 1 });
    const made = await Promise.all([ensureTopics(one, loadTopics()), ensureTopics(other, loadTopics())]);
    for (const names of made) expect(names).not.toContain('server-metrics');
    const partitions = await one.partitions();
    expect(partitions).toHaveLength(4 * 3 + 1);
    expect(partitions[0]).toEqual({
      topic: 'combat-events',
      partition: 0,
      logStart: 0,
      highWatermark: 0,
      logEnd: 0,
      leader: 5001,
      replicas: 1,
      isOnline: true,
    });
    expect(await ensureTopics(one, loadTopics())).toEqual([]);
    expect((await one.topics()).find(({ name }) => name === 'combat-events')).toEqual({
      name: 'combat-events',
      partitions: 3,
    });
  });
});
