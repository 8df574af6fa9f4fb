/** What the view of alerts tells and keeps, in examples written out by hand. */
import { describe, expect, onTestFinished, test } from 'vitest';
import { Processor } from '../../../processors/processor.js';
import { alertRows } from '../../../processors/store/stats/alerts.js';
import { serverRows } from '../../../processors/store/stats/servers.js';
import { Store } from '../../../processors/store/store.js';
import type { Finding } from '../../../processors/views/view.js';
import { DEFAULT_SETTINGS } from '../../../settings/settings.js';
import { temporaryFolder } from '../../support/database.js';
import { recordBatch } from '../../support/record-batch.js';

const AT = Date.UTC(2024, 10, 12, 10);
const at = (minute: number) => AT + minute * 60_000;
const clock = (minute: number) => new Date(at(minute)).toISOString();
const hot = { cpu_load: 95 };

/** A store to which samples are given, a commit a call; what each commit tells. */
function given({ retain = null as number | null } = {}) {
  const path = `${temporaryFolder()}/test.db`;
  const store = Store.open(path, { ...DEFAULT_SETTINGS, retain_seconds: retain });
  onTestFinished(() => store.close());
  let told: Finding[] = [];
  const processor = new Processor(store, (finding) => told.push(finding));
  const position = store.addPosition('server-metrics', 0, 0);
  const send = (...samples: [minute: number, over?: object][]): Finding[] => {
    told = [];
    const records = samples.map(([minute, over]) => {
      const event = { server_id: 'eu-1', cpu_load: 1, memory_usage: 1, latency: 1, ...over };
      return { value: JSON.stringify({ ...event, timestamp: clock(minute) }) };
    });
    processor.take(position, recordBatch('server-metrics', 0, position.nextOffset, records));
    processor.commit();
    return told;
  };
  return { db: store.db, send };
}

const dropped = (db: Store['db']) =>
  Object.fromEntries(db.prepare('SELECT name, "rows" FROM dropped').raw().all() as [string, number][]);

describe('findings', () => {
  test('an alert is told when it opens, when it changes, and when it closes, and not in between', () => {
    const { send } = given();
    const opened = { kind: 'alert', rule: 'cpu_load', subject: 'eu-1', since: at(0), windowEnd: null };
    expect(send([0, hot])).toEqual([
      { ...opened, until: null, details: { severity: 'warning', peak: 95, breaches: 1 } },
    ]);
    expect(send([0.5])).toEqual([]);
    expect(send([1, { cpu_load: 97 }])).toMatchObject([{ until: null, details: { severity: 'critical' } }]);
    expect(send([2])).toMatchObject([{ ...opened, until: at(2), details: { peak: 97, breaches: 2 } }]);
    expect(send([2.5], [3])).toEqual([]);
  });

  test('a server falls silent because others go on; it is told once, and again when it is back', () => {
    const { send } = given();
    const other = { server_id: 'us-1' };
    expect(send([0], [2.999, other])).toEqual([]);
    const silent = { rule: 'silent', subject: 'eu-1', since: at(1) };
    expect(send([3, other])).toMatchObject([
      { ...silent, until: null, details: { severity: 'critical', peak: null, breaches: 0 } },
    ]);
    expect(send([4, other])).toEqual([]);
    expect(send([5])).toMatchObject([{ ...silent, until: at(5) }]);
  });

  test('a server whose samples are all late is silent at once', () => {
    const { send } = given();
    send([60, { server_id: 'us-1' }]);
    expect(send([0])).toMatchObject([{ rule: 'silent', subject: 'eu-1', since: at(1), until: null }]);
  });

  test('a late minute may undo a silence, which is not told', () => {
    const { db, send } = given();
    send([0], [4]);
    expect(alertRows(db)).toMatchObject([{ metric: 'silent', opened_at: clock(1), closed_at: clock(4) }]);
    expect(send([2])).toEqual([]);
    expect(alertRows(db)).toEqual([]);
  });
});

test('alerts can be asked for by server, by the time they opened, the first few, and the open ones alone', () => {
  const { db, send } = given();
  const other = { server_id: 'us-1' };
  send([0, hot], [1], [2, hot], [1, { ...hot, ...other }], [2, other], [3]);
  const opened = (rows: { server_id: string; opened_at: string }[]) =>
    rows.map(({ server_id, opened_at }) => [server_id, (Date.parse(opened_at) - AT) / 60_000]);
  expect(opened(alertRows(db))).toEqual([
    ['eu-1', 0],
    ['us-1', 1],
    ['eu-1', 2],
  ]);
  expect(opened(alertRows(db, { server: 'eu-1' }))).toEqual([
    ['eu-1', 0],
    ['eu-1', 2],
  ]);
  expect(opened(alertRows(db, { from: at(1), to: at(2) }))).toEqual([['us-1', 1]]);
  expect(opened(alertRows(db, { limit: 2 }))).toHaveLength(2);
  expect(alertRows(db, { open: true })).toEqual([]);
  send([4, hot]);
  expect(opened(alertRows(db, { open: true }))).toEqual([['eu-1', 4]]);
  expect(serverRows(db, { server: 'us-1' })).toMatchObject([{ server_id: 'us-1', samples: 2 }]);
  expect(serverRows(db, { limit: 1 })).toMatchObject([{ server_id: 'eu-1' }]);
});

describe('--retain 10m', () => {
  test('an alert goes when the minute in which it closed is ten minutes past; the server stays', () => {
    const { db, send } = given({ retain: 600 });
    send([0, hot], [1], [2], [11.999]);
    expect(alertRows(db)).toMatchObject([{ metric: 'cpu_load' }, { metric: 'silent' }]);
    send([12]);
    expect(alertRows(db)).toMatchObject([{ metric: 'silent', opened_at: clock(3), closed_at: clock(11) }]);
    expect(dropped(db)).toEqual({ alerts: 1, server_minutes: 1 });
    expect(serverRows(db)).toMatchObject([{ samples: 5 }]);
  });

  test('an event of a minute that has gone changes no alert and brings none back', () => {
    const { db, send } = given({ retain: 600 });
    send([0, hot], [1], [2, hot], [3], [14]);
    const before = alertRows(db);
    expect(before).toMatchObject([{ metric: 'silent', opened_at: clock(4) }]);
    expect(send([1, hot], [0, hot], [-5, hot])).toEqual([]);
    expect(alertRows(db)).toEqual(before);
  });

  test('a server that died under load stays an open alert, from its last minute on', () => {
    const { db, send } = given({ retain: 600 });
    send([0, hot], [1, { cpu_load: 99 }], [2, hot], [500, { server_id: 'us-1' }]);
    expect(alertRows(db)).toMatchObject([
      { metric: 'cpu_load', opened_at: clock(2), closed_at: null, peak: 95, breaches: 1 },
      { metric: 'silent', opened_at: clock(3), closed_at: null },
    ]);
    expect(send([500, { server_id: 'us-1' }])).toEqual([]);
    expect(send([500])).toMatchObject([{ rule: 'silent', since: at(3), until: at(500) }]);
    // The horizon lies at 490: the minute in which both closed is still there.
    expect(alertRows(db)).toMatchObject([{ closed_at: clock(500) }, { closed_at: clock(500) }]);
  });
});
