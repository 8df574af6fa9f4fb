import { expect, test } from 'vitest';
import { Processor } from '../../../processors/processor.js';
import type { Db } from '../../../processors/store/open.js';
import { temporaryStore } from '../../support/database.js';
import { recordBatch } from '../../support/record-batch.js';
import { observerOf } from '../support/observer.js';

const BREACH =
  '{"server_id":"s1","cpu_load":99,"memory_usage":1,"latency":1,"timestamp":"2024-11-12T10:15:30Z"}';
const RECORD_TIME = Date.parse('2024-11-12T10:15:31Z');

/** A store with `breaches` valid records and one that is none. */
function store(breaches: number): Db {
  const opened = temporaryStore();
  const processor = new Processor(opened);
  const position = opened.addPosition('server-metrics', 0, 0);
  const records = [...new Array<string>(breaches).fill(BREACH), 'nope'];
  const batch = recordBatch(
    'server-metrics',
    0,
    0,
    records.map((value) => ({ value, timestamp: RECORD_TIME })),
  );
  processor.take(position, batch);
  position.highWatermark = 50;
  processor.commit();
  return opened.db;
}

test('the status is what the last look at the database saw', () => {
  const db = store(2);
  const observer = observerOf({
    read: (read) => read(db),
    processing: () => ({ where: 'elsewhere', note: 'The disk is full.' }),
  });
  observer.look();
  expect(observer.status()).toEqual({
    version: '1.2.3',
    started_at: '2024-11-12T09:00:00.000Z',
    now: '2024-11-12T10:30:00.000Z',
    cluster: '127.0.0.1:9003 (embedded broker)',
    processing: 'elsewhere',
    note: 'The disk is full.',
    received: 3,
    accepted: 2,
    duplicate: 0,
    rejected: 1,
    lag: 47,
    last_record_at: '2024-11-12T10:15:31.000Z',
    last_event_age_seconds: 869,
    last_commit_at: expect.stringMatching(/^20\d\d-.*Z$/),
    events_per_second: 0,
    open_alerts: 1,
    dead_letters: 1,
  });
});

test('a database that is made anew, or goes away, is no negative rate', () => {
  let db: Db | undefined = store(100);
  let second = 0;
  const observer = observerOf({
    read: (read) => (db === undefined ? undefined : read(db)),
    clock: () => second * 1000,
    now: () => RECORD_TIME + second * 1000,
  });
  observer.look();
  const after = (then: Db | undefined) => {
    db = then;
    second++;
    observer.look();
    return observer.status();
  };
  expect(after(store(300))).toMatchObject({ received: 301, events_per_second: 200 });
  expect(after(store(10))).toMatchObject({ received: 11, events_per_second: 0 });
  expect(after(undefined)).toMatchObject({ received: 0, lag: null, last_record_at: null });
  expect(after(store(20))).toMatchObject({ received: 21, events_per_second: 5 });
  expect(observer.throughput().map(({ events_per_second: rate }) => rate)).toEqual([0, 200, 0, 5]);
});
