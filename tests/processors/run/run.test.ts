import { describe, expect, test } from 'vitest';
import { levelRows } from '../../../processors/store/stats/levels.js';
import { topicRows } from '../../../processors/store/stats/topics.js';
import type { Store } from '../../../processors/store/store.js';
import { temporaryStore } from '../../support/database.js';
import { LogConnection } from '../../support/log-connection.js';
import { run } from '../../support/run.js';

const TOPIC = 'player-events';

/** Events `from` to `to` (exclusive) of one player, told apart by their session. */
function events(from: number, to: number, over: object = {}): string[] {
  return Array.from({ length: to - from }, (_, i) =>
    JSON.stringify({
      player_id: 'ann',
      session_id: `s${from + i}`,
      event_type: 'move',
      level_id: 'l1',
      map_id: 'm1',
      timestamp: '2024-11-12T10:15:30Z',
      ...over,
    }),
  );
}

const moves = (store: Store) => levelRows(store.db)[0]?.moves;

describe('a run', () => {
  test('takes in every partition up to its end, and goes on from there the next time', async () => {
    const store = temporaryStore();
    const log = new LogConnection();
    log.set(TOPIC, 0, events(0, 25));
    log.set(TOPIC, 1, events(100, 103));
    log.set('not-ours', 0, ['x']);
    expect(await run(store, log)).toEqual({ taken: 28, stopped: [] });
    log.set(TOPIC, 0, events(0, 40));
    expect(await run(store, log)).toEqual({ taken: 15, stopped: [] });
    expect(moves(store)).toBe(43);
    expect(topicRows(store.db)).toMatchObject([
      { topic: TOPIC, partition: 0, next_offset: 40, received: 40, lag: 0 },
      { topic: TOPIC, partition: 1, next_offset: 3, received: 3, lag: 0 },
    ]);
  });

  test('begins a new database at the log’s start, without a gap', async () => {
    const store = temporaryStore();
    const log = new LogConnection();
    log.set(TOPIC, 0, events(1000, 1010), 1000);
    expect(await run(store, log)).toEqual({ taken: 10, stopped: [] });
    expect(topicRows(store.db)).toMatchObject([{ next_offset: 1010, received: 10, skipped: 0 }]);
  });

  test('reads the last batch again on resume, in whatever batches it comes', async () => {
    const store = temporaryStore();
    const log = new LogConnection();
    log.set(TOPIC, 0, events(0, 20));
    await run(store, log);
    for (const batchSize of [3, 7, 100]) {
      log.batchSize = batchSize;
      const grown = (topicRows(store.db)[0]?.next_offset ?? 0) + 5;
      log.set(TOPIC, 0, events(0, grown));
      expect(await run(store, log)).toEqual({ taken: 5, stopped: [] });
    }
    expect(log.reads[1]).toBe(10);
    expect(moves(store)).toBe(35);
  });

  test('stops a partition whose log was made anew, though its offsets continue; the others go on', async () => {
    const store = temporaryStore();
    const log = new LogConnection();
    log.set(TOPIC, 0, events(0, 20));
    log.set(TOPIC, 1, events(0, 20));
    await run(store, log);
    log.set(TOPIC, 0, events(0, 50, { player_id: 'other' }));
    log.set(TOPIC, 1, events(0, 50));
    const { taken, stopped } = await run(store, log);
    expect(taken).toBe(30);
    expect(stopped).toMatchObject([{ partition: 0, reason: 'made-anew' }]);
    expect(stopped[0]!.message).toMatch(
      /^player-events\/0: the records at offsets 10 to 19 are not the ones .*`game-flow rebuild`/,
    );
    expect(moves(store)).toBe(70);
  });

  test('stops a partition whose log has become shorter', async () => {
    const store = temporaryStore();
    const log = new LogConnection();
    log.set(TOPIC, 0, events(0, 30));
    await run(store, log);
    log.set(TOPIC, 0, events(0, 5));
    const { stopped } = await run(store, log);
    expect(stopped).toMatchObject([{ reason: 'log-changed' }]);
    expect(stopped[0]!.message).toMatch(/past the end of the log/);
    expect(moves(store)).toBe(30);
  });

  test('takes no log for shorter while its leader is away', async () => {
    const store = temporaryStore();
    const log = new LogConnection();
    log.set(TOPIC, 0, events(0, 30));
    await run(store, log);
    log.set(TOPIC, 0, events(0, 40));
    const until = [{ topic: TOPIC, partition: 0, end: 40 }];
    log.readingsAway = 4;
    expect(await run(store, log, { until })).toEqual({ taken: 10, stopped: [] });
  });

  test('notices a log made anew that is as long as the old one', async () => {
    const store = temporaryStore();
    const log = new LogConnection();
    log.set(TOPIC, 0, events(0, 20));
    await run(store, log);
    log.set(TOPIC, 0, events(0, 20, { player_id: 'other' }));
    expect((await run(store, log)).stopped).toMatchObject([{ reason: 'made-anew' }]);
    log.batchSize = 3;
    expect((await run(store, log)).stopped).toMatchObject([{ reason: 'made-anew' }]);
  });

  test('stops at a gap, with what to do; with skip goes on and keeps a note', async () => {
    const store = temporaryStore();
    const log = new LogConnection();
    log.set(TOPIC, 0, events(0, 10));
    await run(store, log);
    log.set(TOPIC, 0, events(25, 35), 25);
    const { stopped } = await run(store, log);
    expect(stopped).toMatchObject([{ reason: 'evicted' }]);
    expect(stopped[0]!.message).toMatch(/offset 10 to 24 are gone .* --on-gap skip/);
    expect(moves(store)).toBe(10);

    expect(await run(store, log, { onGap: 'skip' })).toEqual({ taken: 10, stopped: [] });
    expect(moves(store)).toBe(20);
    expect(topicRows(store.db)).toMatchObject([{ next_offset: 35, received: 20, accepted: 20, skipped: 15 }]);
    expect(store.db.prepare('SELECT * FROM gaps').all()).toEqual([
      { topic: TOPIC, partition: 0, log: 0, from_offset: 10, to_offset: 25, reason: 'evicted' },
    ]);
    expect(await run(store, log)).toEqual({ taken: 0, stopped: [] });
  });

  test('follows the log until it is stopped, and commits what it has', async () => {
    const store = temporaryStore();
    const log = new LogConnection();
    log.set(TOPIC, 0, events(0, 25));
    const stop = new AbortController();
    const { taken } = await run(store, log, {
      until: undefined,
      signal: stop.signal,
      onProgress: (so_far) => so_far === 25 && stop.abort(),
    });
    expect(taken).toBe(25);
    expect(moves(store)).toBe(25);
  });

  test('ends with the error when a commit fails, and nothing of it is kept', async () => {
    const store = temporaryStore();
    const log = new LogConnection();
    log.set(TOPIC, 0, events(0, 10));
    await run(store, log);
    store.db.exec(
      "CREATE TRIGGER full BEFORE UPDATE ON partitions BEGIN SELECT RAISE(ABORT, 'no room'); END",
    );
    log.set(TOPIC, 0, events(0, 20));
    await expect(run(store, log)).rejects.toThrow('no room');
    expect(moves(store)).toBe(10);
  });
});
