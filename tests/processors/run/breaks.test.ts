import { describe, expect, test } from 'vitest';
import { topicRows } from '../../../processors/store/stats/topics.js';
import { temporaryStore } from '../../support/database.js';
import { LogConnection } from '../../support/log-connection.js';
import { run } from '../../support/run.js';

const TOPIC = 'player-events';
const STORED_AT = Date.parse('2024-11-12T10:20:00Z');

/** Events `from` to `to` (exclusive) of one life of a topic: `age` makes their bytes and their record times others. */
function events(from: number, to: number, age = 0) {
  return Array.from({ length: to - from }, (_, i) => ({
    timestamp: STORED_AT + age * 60_000 + from + i,
    value: JSON.stringify({
      player_id: `life_${age}`,
      session_id: `s${from + i}`,
      event_type: 'move',
      level_id: 'l1',
      map_id: 'm1',
      timestamp: '2024-11-12T10:15:30Z',
    }),
  }));
}

/** Counts 30 records, then has the log replaced: what is said of it, and what skipping makes of it. */
async function afterChange(change: (log: LogConnection) => void) {
  const store = temporaryStore();
  const log = new LogConnection();
  log.set(TOPIC, 0, events(0, 30));
  await run(store, log);
  change(log);
  const { stopped } = await run(store, log);
  const notices: string[] = [];
  await run(store, log, { onGap: 'skip', onNotice: (notice) => void notices.push(notice) });
  const [row] = topicRows(store.db);
  expect(await run(store, log)).toEqual({ taken: 0, stopped: [] });
  return { stopped, notices, row: row! };
}

describe('a log that is not the one that was counted', () => {
  test.each([
    ['shorter than its first batch', 4],
    ['shorter', 20],
    ['of the same number of records', 30],
    ['longer', 50],
  ])('made anew, %s: all of the new one counts', async (_, length) => {
    const { stopped, notices, row } = await afterChange((log) => log.set(TOPIC, 0, events(0, length, 1)));
    expect(stopped).toMatchObject([{ reason: 'made-anew' }]);
    expect(stopped[0]!.message).toMatch(
      /the topic was made anew\. This partition stands still\. .*--on-gap skip to go on at its start, offset 0/,
    );
    expect(notices).toHaveLength(1);
    expect(row).toMatchObject({
      next_offset: length,
      received: 30 + length,
      accepted: 30 + length,
      lag: 0,
      skipped: 0,
      log: 1,
      gaps: [{ reason: 'made-anew', log: 0, from: 30, to: 0 }],
    });
  });

  test('made anew with the same first bytes, stored at another time', async () => {
    const again = (length: number) =>
      events(0, length).map((record) => ({ ...record, timestamp: record.timestamp + 60_000 }));
    const { stopped } = await afterChange((log) => log.set(TOPIC, 0, again(20)));
    expect(stopped).toMatchObject([{ reason: 'made-anew' }]);
  });

  test('made anew and still empty', async () => {
    const { stopped, row } = await afterChange((log) => log.set(TOPIC, 0, []));
    expect(stopped).toMatchObject([{ reason: 'made-anew' }]);
    expect(row).toMatchObject({ next_offset: 0, received: 30, log: 1 });
  });

  test('lost tail, log shorter: goes on at its end', async () => {
    const { stopped, row } = await afterChange((log) => log.set(TOPIC, 0, events(0, 12)));
    expect(stopped).toMatchObject([{ reason: 'lost-tail' }]);
    expect(stopped[0]!.message).toMatch(
      /offset 30 is past the end of the log, 12, though it begins with .* lost its tail/,
    );
    expect(row).toMatchObject({
      next_offset: 12,
      received: 30,
      log: 1,
      gaps: [{ reason: 'lost-tail', log: 0, from: 30, to: 12 }],
    });
  });

  test('lost tail, even of its first batch', async () => {
    const { stopped } = await afterChange((log) => log.set(TOPIC, 0, events(0, 3)));
    expect(stopped).toMatchObject([{ reason: 'lost-tail' }]);
  });

  test('lost tail, already longer: goes on at the last batch, and says what cannot be known', async () => {
    const { stopped, row } = await afterChange((log) =>
      log.set(TOPIC, 0, [...events(0, 15), ...events(15, 40, 1)]),
    );
    expect(stopped).toMatchObject([{ reason: 'lost-tail' }]);
    expect(stopped[0]!.message).toMatch(/go on at offset 20: .* where the loss begins cannot be known/);
    expect(row).toMatchObject({ next_offset: 40, received: 50, gaps: [{ from: 30, to: 20 }] });
  });

  test('nothing left that would tell: said so, and taken for a lost tail', async () => {
    const { stopped, row } = await afterChange((log) => log.set(TOPIC, 0, events(15, 22), 15));
    expect(stopped).toMatchObject([{ reason: 'log-changed' }]);
    expect(stopped[0]!.message).toMatch(/nothing is left in it that would tell which/);
    expect(row).toMatchObject({ next_offset: 22, received: 30, gaps: [{ reason: 'log-changed', to: 22 }] });
  });

  test('dead letters of offsets that come again are kept beside the earlier ones', async () => {
    const store = temporaryStore();
    const log = new LogConnection();
    log.set(TOPIC, 0, ['x', 'y']);
    await run(store, log);
    log.set(TOPIC, 0, ['z', 'z']);
    await run(store, log, { onGap: 'skip' });
    const letters = store.db.prepare('SELECT log, "offset", value FROM dead_letters').raw().all();
    expect(letters).toEqual([
      [0, 0, Buffer.from('x')],
      [0, 1, Buffer.from('y')],
      [1, 0, Buffer.from('z')],
      [1, 1, Buffer.from('z')],
    ]);
  });
});

test('of what evicts only the batch to compare with, nothing is missing', async () => {
  const store = temporaryStore();
  const log = new LogConnection();
  log.set(TOPIC, 0, events(0, 30));
  await run(store, log);
  log.set(TOPIC, 0, events(28, 40), 28);
  expect(await run(store, log)).toEqual({ taken: 10, stopped: [] });
});

test('a partition that fails is tried again while the run lasts, and the topic noticed when it is back', async () => {
  const store = temporaryStore();
  const log = new LogConnection();
  log.set(TOPIC, 0, events(0, 10));
  await run(store, log);
  const stop = new AbortController();
  const told: string[] = [];
  const running = run(store, log, {
    until: undefined,
    signal: stop.signal,
    onProgress: (taken) => taken === 5 && stop.abort(),
    onNotice: (message) => told.push(message),
    onStopped: ({ message }) => {
      told.push(message);
      log.set(TOPIC, 0, events(0, 15));
      log.failNextRead = false;
    },
  });
  log.failNextRead = true;
  expect(await running).toMatchObject({ taken: 5, stopped: [] });
  expect(told).toEqual([
    'player-events/0 at offset 10: no such luck It is tried again until it works.',
    'player-events/0: goes on.',
  ]);
});

describe('with replicas', () => {
  test('only what the high watermark covers is folded, in the middle of a batch too', async () => {
    const store = temporaryStore();
    const log = new LogConnection();
    log.replicas = 2;
    log.committed = 14;
    log.set(TOPIC, 0, events(0, 30));
    const stop = new AbortController();
    const seen: number[] = [];
    const running = run(store, log, {
      until: undefined,
      signal: stop.signal,
      onProgress: (taken) => {
        seen.push(taken);
        if (taken === 14) log.committed = 25;
        if (taken === 25) stop.abort();
      },
    });
    expect(await running).toMatchObject({ taken: 25 });
    expect(seen).toEqual([10, 14, 20, 25]);
    expect(topicRows(store.db)).toMatchObject([{ next_offset: 25, received: 25 }]);
    // The leader is lost with what it alone had; nothing of that was counted, so nothing is amiss.
    log.committed = Number.POSITIVE_INFINITY;
    log.set(TOPIC, 0, [...events(0, 25), ...events(25, 35, 1)]);
    expect(await run(store, log)).toEqual({ taken: 10, stopped: [] });
  });

  test('what the replicas do not have is told at the end, since it is acknowledged and not counted', async () => {
    const log = new LogConnection();
    log.replicas = 2;
    log.committed = 14;
    log.set(TOPIC, 0, events(0, 30));
    const told: string[] = [];
    const store = temporaryStore();
    expect(await run(store, log, { onNotice: (message) => told.push(message) })).toMatchObject({ taken: 14 });
    expect(told).toEqual([
      expect.stringContaining('player-events/0: 16 records from offset 14 on are not on all replicas'),
    ]);
    log.committed = Number.POSITIVE_INFINITY;
    expect(await run(store, log, { onNotice: (message) => told.push(message) })).toMatchObject({ taken: 16 });
    expect(told).toHaveLength(1);
  });

  test('with one, there is nothing to wait for', async () => {
    const store = temporaryStore();
    const log = new LogConnection();
    log.committed = 14;
    log.set(TOPIC, 0, events(0, 30));
    const until = [{ topic: TOPIC, partition: 0, end: 30 }];
    expect(await run(store, log, { until })).toEqual({ taken: 30, stopped: [] });
  });
});
