import { describe, expect, test } from 'vitest';
import { Processor } from '../../../processors/processor.js';
import { replayLetters } from '../../../processors/replay/replay.js';
import { countPurged, listLetters, purgeLetters } from '../../../processors/store/letter-selection.js';
import { levelRows } from '../../../processors/store/stats/levels.js';
import { Store } from '../../../processors/store/store.js';
import { DEFAULT_SETTINGS, type Settings } from '../../../settings/settings.js';
import { temporaryStore } from '../../support/database.js';
import { recordBatch } from '../../support/record-batch.js';

const NOW = Date.parse('2024-11-12T10:00:00Z');
/** So lenient that an event may be an hour ahead. */
const LENIENT: Settings = {
  ...DEFAULT_SETTINGS,
  thresholds: { ...DEFAULT_SETTINGS.thresholds, ahead_seconds: 3600 },
};
const forever = new AbortController().signal;

/** An event so many minutes after its record. */
function event(ahead: number, id?: string): string {
  return JSON.stringify({
    player_id: 'ann',
    session_id: 's',
    event_type: 'move',
    level_id: 'l',
    map_id: 'm',
    timestamp: new Date(NOW + ahead * 60_000).toISOString(),
    ...(id === undefined ? {} : { event_id: id }),
  });
}

function filled(values: readonly (string | Buffer)[]): Store {
  const store = temporaryStore();
  const processor = new Processor(store);
  const position = store.addPosition('player-events', 0, 0);
  processor.take(
    position,
    recordBatch(
      'player-events',
      0,
      0,
      values.map((value) => ({ value, timestamp: NOW, key: 'ann' })),
    ),
  );
  processor.commit();
  return store;
}

async function lenient<T>(store: Store, use: (lenient: Store) => Promise<T>): Promise<T> {
  const again = Store.open(store.path, LENIENT);
  try {
    return await use(again);
  } finally {
    again.close();
  }
}

const counts = (store: Store) => {
  const [
    { received, accepted, duplicate, rejected } = { received: 0, accepted: 0, duplicate: 0, rejected: 0 },
  ] = store.positions();
  expect(received).toBe(accepted + duplicate + rejected);
  return { accepted, duplicate, rejected };
};
const offsets = (store: Store) => listLetters(store.db, {}, undefined).map(({ offset }) => offset);

describe('replay', () => {
  test('moves a record to accepted or duplicate, in place and once; the rest stays, with its present reason', async () => {
    const cut = Buffer.alloc(70_000, 'x');
    const store = filled([
      event(30, 'a-1'),
      event(30, 'a-1'),
      event(1, 'a-2'),
      event(30, 'a-2'),
      'no',
      cut,
      event(90),
    ]);
    expect(counts(store)).toEqual({ accepted: 1, duplicate: 0, rejected: 6 });
    store.db.prepare('UPDATE dead_letters SET reason = \'not_an_object\' WHERE "offset" = 4').run();

    const replayed = await lenient(store, (now) => replayLetters(now, { selection: {}, signal: forever }));
    expect(replayed).toEqual({ accepted: 1, duplicate: 2, rejected: 2, truncated: 1 });
    expect(counts(store)).toEqual({ accepted: 2, duplicate: 2, rejected: 3 });
    expect(listLetters(store.db, {}, undefined)).toMatchObject([
      { offset: 4, reason: 'invalid_json', recordTime: NOW },
      { offset: 5, reason: 'too_large', size: 70_000, keptBytes: 65_536 },
      { offset: 6, reason: 'future_time', pointer: '/timestamp' },
    ]);
    expect(levelRows(store.db)).toMatchObject([{ moves: 2 }]);
    expect(store.positions()).toMatchObject([{ nextOffset: 7, maxTime: NOW + 30 * 60_000, conflicting: 1 }]);

    const again = await lenient(store, (now) => replayLetters(now, { selection: {}, signal: forever }));
    expect(again).toEqual({ accepted: 0, duplicate: 0, rejected: 2, truncated: 1 });
    expect(levelRows(store.db)).toMatchObject([{ moves: 2 }]);
  });

  test('ended between two transactions and run again: each counts once', async () => {
    const store = filled(Array.from({ length: 600 }, () => event(30)));
    const stop = new AbortController();
    await lenient(store, (now) =>
      replayLetters(now, { selection: {}, signal: stop.signal, onProgress: () => stop.abort() }),
    );
    expect(counts(store)).toEqual({ accepted: 256, duplicate: 0, rejected: 344 });
    expect(offsets(store)).toHaveLength(344);
    await lenient(store, (now) => replayLetters(now, { selection: {}, signal: forever }));
    expect(counts(store)).toEqual({ accepted: 600, duplicate: 0, rejected: 0 });
    expect(levelRows(store.db)).toMatchObject([{ moves: 600 }]);
  });

  test('of a commit that fails nothing is kept', async () => {
    const store = filled([event(30), event(30)]);
    store.db.exec(
      "CREATE TRIGGER full BEFORE UPDATE ON partitions BEGIN SELECT RAISE(ABORT, 'no room'); END",
    );
    const replay = lenient(store, (now) => replayLetters(now, { selection: {}, signal: forever }));
    await expect(replay).rejects.toThrow('no room');
    expect(offsets(store)).toEqual([0, 1]);
    expect(levelRows(store.db)).toEqual([]);
  });

  test('only what is selected', async () => {
    const store = filled([event(30), 'no', event(30)]);
    const selection = { reason: 'future_time', from: NOW, to: NOW + 1, offset: 2 };
    await lenient(store, (now) => replayLetters(now, { selection, signal: forever }));
    expect(offsets(store)).toEqual([0, 1]);
    const none = { selection: { from: NOW + 1 }, signal: forever };
    expect(await lenient(store, (now) => replayLetters(now, none))).toMatchObject({ accepted: 0 });
  });
});

test('purged letters are gone, noted, and stay counted', () => {
  const store = filled(['no', '[]', 'no']);
  expect(purgeLetters(store.db, { reason: 'invalid_json' }, 1)).toBe(1);
  expect(purgeLetters(store.db, { reason: 'invalid_json' }, 9)).toBe(1);
  expect(offsets(store)).toEqual([1]);
  expect(countPurged(store.db, { partition: 0 })).toBe(2);
  expect(counts(store)).toEqual({ accepted: 0, duplicate: 0, rejected: 3 });
});

test('with --retain, letters as old as W less that are dropped and counted; those without a time stay', () => {
  const store = Store.open(`${temporaryStore().path}.retained`, { ...DEFAULT_SETTINGS, retain_seconds: 60 });
  try {
    const processor = new Processor(store);
    const position = store.addPosition('player-events', 0, 0);
    const records = [-61_000, -60_000, -59_999, undefined].map((age) => ({
      value: 'no',
      timestamp: age === undefined ? undefined : NOW + age,
    }));
    processor.take(position, recordBatch('player-events', 0, 0, records));
    processor.commit();
    expect(offsets(store)).toEqual([0, 1, 2, 3]);
    processor.take(position, recordBatch('player-events', 0, 4, [{ value: event(0), timestamp: NOW }]));
    processor.commit();
    expect(offsets(store)).toEqual([2, 3]);
    // One that is too old when it comes goes with the commit that brings it.
    processor.take(position, recordBatch('player-events', 0, 5, [{ value: 'no', timestamp: NOW - 90_000 }]));
    processor.commit();
    expect(offsets(store)).toEqual([2, 3]);
    expect(store.db.prepare('SELECT "rows" FROM dropped WHERE name = \'dead_letters\'').pluck().get()).toBe(
      3,
    );
    expect(counts(store)).toEqual({ accepted: 1, duplicate: 0, rejected: 5 });
  } finally {
    store.close();
  }
});
