import { describe, expect, it } from 'vitest';
import { type FluvioConnection, withTopicNames } from '../../../fluvio/client/index.js';
import { LogConnection } from '../../support/log-connection.js';

const NAMES = { ours: 'theirs', swapped: 'other', other: 'swapped', kept: 'kept' };

function logs(...names: string[]): LogConnection {
  const log = new LogConnection();
  for (const name of names) log.set(name, 0, [`of ${name}`]);
  return log;
}

describe('a connection with other names for topics', () => {
  it('is the connection itself where no name differs', () => {
    const connection = {} as FluvioConnection;
    expect(withTopicNames(connection, { kept: 'kept' })).toBe(connection);
  });

  it('shows partitions under our names, and none that only looks like ours', async () => {
    const log = logs('theirs', 'ours', 'other', 'swapped', 'kept', 'foreign');
    const connection = withTopicNames(log.asConnection, NAMES);
    const topics = (await connection.partitions()).map(({ topic }) => topic);
    expect(topics.sort()).toEqual(['foreign', 'kept', 'other', 'ours', 'swapped']);
    expect(connection.nameAtCluster('ours')).toBe('theirs');
    expect(connection.nameAtCluster('foreign')).toBe('foreign');
  });

  it('reads the topic that is meant, and says it is ours', async () => {
    const log = logs('theirs', 'ours', 'other', 'swapped');
    const connection = withTopicNames(log.asConnection, NAMES);
    for (const [ours, theirs] of Object.entries({ ours: 'theirs', swapped: 'other' })) {
      const { value } = await connection.read(ours, 0, { from: 0 }).next();
      expect(value).toMatchObject({ topic: ours, baseOffset: 0, count: 1 });
      expect(value!.bytes.toString('utf8', value!.valueStart[0], value!.valueEnd[0])).toBe(`of ${theirs}`);
    }
  });

  it('makes, deletes and writes to the topic that is meant', async () => {
    const calls: string[] = [];
    const connection = withTopicNames(
      {
        createTopic: async (name: string) => calls.push(`create ${name}`),
        deleteTopic: async (name: string) => calls.push(`delete ${name}`),
        producer: (name: string) => calls.push(`produce ${name}`),
        topics: async () => ['ours', 'theirs', 'kept'].map((name) => ({ name, partitions: 1 })),
      } as unknown as FluvioConnection,
      NAMES,
    );
    await connection.createTopic('ours', { partitions: 1 });
    await connection.deleteTopic('ours');
    connection.producer('kept');
    expect(calls).toEqual(['create theirs', 'delete theirs', 'produce kept']);
    expect((await connection.topics()).map(({ name }) => name)).toEqual(['ours', 'kept']);
  });
});
