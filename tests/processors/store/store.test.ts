import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Processor } from '../../../processors/processor.js';
import { countLetters } from '../../../processors/store/letter-selection.js';
import { type Db, openForReading, openForWriting } from '../../../processors/store/open.js';
import { levelRows } from '../../../processors/store/stats/levels.js';
import { topicRows } from '../../../processors/store/stats/topics.js';
import { SteadyDatabase as Database } from '../../../processors/store/steady-database.js';
import { Store } from '../../../processors/store/store.js';
import { DEFAULT_SETTINGS } from '../../../settings/settings.js';
import { temporaryFolder, temporaryStore } from '../../support/database.js';
import { recordBatch } from '../../support/record-batch.js';
import { TO_VERSION_4 } from './version-4.js';

const EVENT = JSON.stringify({
  player_id: 'ann',
  session_id: 's',
  event_type: 'move',
  level_id: 'l',
  map_id: 'm',
  timestamp: '2024-11-12T10:15:30Z',
});

function path(): string {
  return join(temporaryFolder(), 'sub', 'game-flow.db');
}

const open = (file: string) => Store.open(file, DEFAULT_SETTINGS);

describe('a database', () => {
  test('sets its pragmas on every connection', () => {
    const file = path();
    open(file).close();
    const db = openForWriting(file);
    onTestFinished(() => void db.close());
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(db.pragma('synchronous', { simple: true })).toBe(2);
  });

  test('that does not exist is missing for a reader, with the next thing to do', () => {
    expect(() => openForReading(path())).toThrow(/no database at .* yet\. Start `game-flow process`/);
  });

  test('of a newer version is refused', () => {
    const file = path();
    open(file).close();
    edit(file, 'PRAGMA user_version = 99');
    expect(() => open(file)).toThrow(/newer game-flow \(schema 99/);
    edit(file, 'PRAGMA user_version = 1', "UPDATE meta SET value = '99' WHERE name = 'fold_version'");
    expect(() => open(file)).toThrow(/newer game-flow \(schema 1, folds 99/);
  });

  test('of an older shape is brought up to date, and keeps what it has', () => {
    const file = path();
    const old = open(file);
    take(old, [EVENT, 'x', 'y']);
    const shape = shapeOf(old.db);
    old.close();
    const since3 = ['latest_events', 'processing', 'dead_letter_counts'].map((name) => `DROP TABLE ${name}`);
    const triggers = ['go', 'change'].map((what) => `DROP TRIGGER dead_letters_${what}`);
    edit(file, ...TO_VERSION_4, ...triggers, ...since3, 'DROP INDEX dead_letters_by_reason');
    edit(file, 'DROP TABLE replayed_letters', 'PRAGMA user_version = 2');
    const now = open(file);
    onTestFinished(() => now.close());
    expect(levelRows(now.db)).toMatchObject([{ moves: 1 }]);
    expect(shapeOf(now.db)).toEqual(shape);
    expect(countLetters(now.db, {})).toMatchObject([{ reason: 'invalid_json', letters: 2 }]);
  });

  test('of version 4, whose hashes were others, knows its ids, its last offset and its first batch', () => {
    const file = path();
    const old = open(file);
    const values = ['source-1', 'a uuid'].map((id) => EVENT.replace('{', `{"event_id":"${id}",`));
    take(old, values);
    old.close();
    edit(file, ...TO_VERSION_4, "INSERT INTO seen_ids VALUES (1, 'a uuid', 77, -1)");
    const now = open(file);
    onTestFinished(() => now.close());
    expect(now.positions()).toMatchObject([{ nextOffset: 2, lastBatch: undefined, firstBatch: { base: 0 } }]);
    // Their bytes are not known any more, so that other ones cannot be told to conflict.
    take(
      now,
      [...values, ...values].map((value) => value.replace('move', 'interaction')),
    );
    expect(now.positions()).toMatchObject([{ accepted: 2, duplicate: 4, conflicting: 0 }]);
    expect(now.positions()).toMatchObject([{ lastBatch: { base: 2, count: 4 }, firstBatch: { base: 0 } }]);
  });

  test('of an older fold asks for a rebuild, and is left alone until that is complete', () => {
    const file = path();
    const old = open(file);
    take(old, [EVENT]);
    old.close();
    edit(file, "UPDATE meta SET value = '0' WHERE name = 'fold_version'");
    expect(() => open(file)).toThrow(expect.objectContaining({ code: 'DATABASE_OUTDATED' }));

    const interrupted = Store.openForRebuild(file, DEFAULT_SETTINGS);
    take(interrupted, [EVENT, EVENT, EVENT]);
    const reader = openForReading(file);
    expect(levelRows(reader)).toMatchObject([{ moves: 1 }]);
    interrupted.close();
    expect(() => open(file)).toThrow(expect.objectContaining({ code: 'DATABASE_OUTDATED' }));

    const complete = Store.openForRebuild(file, DEFAULT_SETTINGS);
    take(complete, [EVENT, EVENT]);
    complete.finishRebuild();
    complete.close();
    expect(levelRows(reader)).toMatchObject([{ moves: 2 }]);
    reader.close();
    open(file).close();
  });

  test('of another program is refused', () => {
    const file = join(temporaryFolder(), 'game-flow.db');
    const other = new Database(file);
    other.exec('CREATE TABLE notes (text TEXT)');
    other.close();
    expect(() => open(file)).toThrow(/database of another program/);
  });

  test('that is garbage is called damaged', () => {
    const file = join(temporaryFolder(), 'game-flow.db');
    writeFileSync(file, 'this is not a database, whatever its name says. '.repeat(100));
    expect(() => open(file)).toThrow(/is damaged or not a database \(SQLITE_NOTADB\)/);
  });

  test('in a place that cannot be written says so', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'game-flow.db'));
    expect(() => open(join(folder, 'game-flow.db'))).toThrow(/could not be opened or written/);
  });

  test('keeps nothing of a commit that fails half-way', () => {
    const store = temporaryStore();
    take(store, [EVENT]);
    const processor = new Processor(store);
    const [position] = store.positions();
    store.db.exec(
      'CREATE TRIGGER full BEFORE UPDATE ON partitions BEGIN SELECT RAISE(ABORT, "no room"); END',
    );
    processor.take(position!, recordBatch('player-events', 0, 1, [{ value: EVENT }, { value: 'x' }]));
    expect(() => processor.commit()).toThrow(/no room/);
    expect(levelRows(store.db)).toMatchObject([{ moves: 1 }]);
    expect(store.db.prepare('SELECT count(*) FROM dead_letters').pluck().get()).toBe(0);
  });

  test('never tries a commit again that has failed: its ids would be missing', () => {
    const store = temporaryStore();
    const processor = new Processor(store);
    const position = store.addPosition('player-events', 0, 0);
    store.db.exec(
      'CREATE TRIGGER full BEFORE UPDATE ON partitions BEGIN SELECT RAISE(ABORT, "no room"); END',
    );
    const value = EVENT.replace('{', '{"event_id":"source-1",');
    processor.take(position, recordBatch('player-events', 0, 0, [{ value }]));
    expect(() => processor.commit()).toThrow(/no room/);
    store.db.exec('DROP TRIGGER full');
    expect(() => processor.commit()).toThrow(/no room/);
    take(store, [value, value]);
    expect(store.positions()).toMatchObject([{ accepted: 1, duplicate: 1 }]);
  });

  test('full: a clear sentence, and what was committed stays', () => {
    const store = temporaryStore();
    take(store, [EVENT]);
    store.db.pragma(`max_page_count = ${store.db.pragma('page_count', { simple: true })}`);
    const junk = Buffer.alloc(60_000, 'x').toString();
    expect(() =>
      take(
        store,
        Array.from({ length: 40 }, () => junk),
        1,
      ),
    ).toThrow(/The disk is full: .* free some space/);
    expect(levelRows(store.db)).toMatchObject([{ moves: 1 }]);
  });

  test('copied with its log while it is open is a whole database', () => {
    const store = temporaryStore();
    take(store, [EVENT]);
    const copy = join(temporaryFolder(), 'copy.db');
    for (const suffix of ['', '-wal']) copyFileSync(`${store.path}${suffix}`, `${copy}${suffix}`);
    const recovered = open(copy);
    onTestFinished(() => recovered.close());
    expect(recovered.positions()).toMatchObject([{ nextOffset: 1, accepted: 1 }]);
  });
});

describe('dead letters', () => {
  test('keep reason, pointer, key, time and at most 64 KiB of the bytes', () => {
    const store = temporaryStore();
    const processor = new Processor(store);
    const position = store.addPosition('player-events', 0, 0);
    const long = Buffer.alloc(70_000, 0xff);
    const late = EVENT.replace('10:15:30', '10:20:31');
    const timestamp = Date.parse('2024-11-12T10:15:30Z');
    processor.take(
      position,
      recordBatch('player-events', 0, 0, [
        { key: 'k', value: long, timestamp },
        { value: EVENT.replace('"ann"', '7') },
        { value: late, timestamp },
      ]),
    );
    processor.commit();
    expect(store.db.prepare('SELECT * FROM dead_letters ORDER BY "offset"').all()).toMatchObject([
      {
        offset: 0,
        reason: 'too_large',
        pointer: '',
        record_time: timestamp,
        key: Buffer.from('k'),
        value: long.subarray(0, 65_536),
        size: 70_000,
      },
      { offset: 1, reason: 'wrong_type', pointer: '/player_id', record_time: null, key: null },
      { offset: 2, reason: 'future_time', pointer: '/timestamp' },
    ]);
  });
});

test('a record whose timestamp is beyond all calendars is counted, rejected, and shown', () => {
  const store = temporaryStore();
  const processor = new Processor(store);
  const position = store.addPosition('player-events', 0, 0);
  for (const [offset, timestamp] of [2 ** 63, 1e16, -(2 ** 63)].entries()) {
    const values = [EVENT, 'x'];
    const records = values.map((value) => ({ value, timestamp }));
    processor.take(position, recordBatch('player-events', 0, offset * 2, records));
    processor.commit();
  }
  expect(topicRows(store.db)).toMatchObject([
    { received: 6, accepted: 2, rejected: 4, last_record_at: '+275760-09-13T00:00:00.000Z' },
  ]);
  expect(store.db.prepare('SELECT record_time FROM dead_letters ORDER BY "offset"').pluck().all()).toEqual([
    8.64e15, 8.64e15, -8.64e15, -8.64e15,
  ]);
});

function take(store: Store, values: string[], from = 0): void {
  const position = store.positions()[0] ?? store.addPosition('player-events', 0, from);
  const processor = new Processor(store);
  processor.take(
    position,
    recordBatch(
      'player-events',
      0,
      position.nextOffset,
      values.map((value) => ({ value })),
    ),
  );
  processor.commit();
}

/** Every table and index, and the version of the shape. */
function shapeOf(db: Db): unknown[] {
  const parts = db.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY name').all();
  return [db.pragma('user_version', { simple: true }), ...parts];
}

function edit(file: string, ...statements: string[]): void {
  const db = new Database(file);
  for (const statement of statements) db.exec(statement);
  db.close();
}
