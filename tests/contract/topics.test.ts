import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { connect, Offset, rejection, take } from './fluvio-client.js';
import { contract, printed, QUIET_MS } from './harness.js';

contract('topics', (run) => {
  it('are made, found, listed and refused in the words of the capture', async () => {
    const topic = await run.newTopic('player-events');
    const renamed = JSON.parse(JSON.stringify(printed('01-client-admin')).replaceAll('player-events', topic));
    const [exists, invalid, topics, found, partitions, noPartition] = renamed;
    const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
    expect(await rejection(run.admin.createTopic(topic))).toEqual(exists);
    expect(await rejection(run.admin.createTopic('Bad Name!'))).toEqual(invalid);
    expect(await run.topicsNamed(topic)).toEqual(topics);
    expect(plain(await run.admin.findTopic(topic))).toEqual(found);
    expect(plain(await run.admin.findTopic(`missing-${run.id}`))).toBeNull();
    await run.statusOf(topic, (end) => end === 0);
    const listed = await run.partitionsOf(topic);
    expect(plain(listed)).toEqual(partitions);
    expect(await rejection(run.admin.findPartition(`missing-${run.id}-0`))).toEqual(noPartition);
    expect(await rejection(run.admin.deleteTopic(`missing-${run.id}`))).toEqual(['Topic not found']);
    expect(await rejection(run.fluvio.topicProducer(`missing-${run.id}`))).toEqual([
      `Topic not found: missing-${run.id}`,
    ]);
    const missing = run.consumer(`missing-${run.id}`).then((it) => it.createStream(Offset.FromBeginning()));
    expect(await rejection(missing)).toEqual([`Partition not found: missing-${run.id}-0`]);
  });

  it('can be made again after they were deleted, and are empty then', async () => {
    const topic = await run.newTopic('again');
    await run.produce(topic, [['k', 'old']]);
    await run.admin.deleteTopic(topic);
    await sleep(QUIET_MS);
    await run.admin.createTopic(topic);
    await run.statusOf(topic, (end) => end === 0);
    const other = await connect(run.address.host, run.address.port);
    const producer = await other.topicProducer(topic);
    await producer.send('k', 'new');
    await producer.flush();
    const stream = await (await other.partitionConsumer(topic, 0)).createStream(Offset.FromBeginning());
    expect(await take(stream, 1)).toEqual([['k', 'new']]);
  });

  it('show where their log ends', async () => {
    const topic = await run.newTopic('ends');
    await run.produce(
      topic,
      [
        ['a', '1'],
        ['b', '2'],
      ],
      [['c', '3']],
    );
    const status = await run.statusOf(topic, (end) => end === 3);
    expect(status).toMatchObject({ leader: { hw: 3, leo: 3 }, baseOffset: 0 });
  });

  it('end the streams that read them with an error when they are deleted', async () => {
    const topic = await run.newTopic('doomed');
    await run.produce(topic, [['a', '1']]);
    const stream = await (await run.consumer(topic)).createStream(Offset.FromBeginning());
    const records = stream[Symbol.asyncIterator]();
    expect((await records.next()).value.valueString()).toBe('1');
    const next = rejection(records.next());
    await sleep(200);
    await run.admin.deleteTopic(topic);
    expect(String(await next)).toMatch(/topic was deleted/i);
  });
});
