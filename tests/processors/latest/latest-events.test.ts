/** The latest records, as people look for their own: bounded whatever flows, and whole for a key that is followed. */
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Processor } from '../../../processors/processor.js';
import { FollowedKeys, followKey } from '../../../processors/store/latest/followed-keys.js';
import type { LatestRecord } from '../../../processors/store/latest/record.js';
import { latestEvents } from '../../../processors/store/latest/rows.js';
import { LatestTable } from '../../../processors/store/latest/table.js';
import { Store } from '../../../processors/store/store.js';
import type { Topic } from '../../../schemas/index.js';
import { DEFAULT_SETTINGS } from '../../../settings/settings.js';
import { temporaryFolder, temporaryStore } from '../../support/database.js';
import { type PlainRecord, recordBatch } from '../../support/record-batch.js';

const AT = Date.UTC(2024, 10, 12, 10);

function fight(playerid: string, id?: string): string {
  const event = { playerid, timestamp: AT, eventtype: 'kill' };
  return JSON.stringify(id === undefined ? event : { ...event, event_id: id });
}

function take(store: Store, values: readonly (string | PlainRecord)[], topic: Topic = 'combat-events'): void {
  const processor = new Processor(store);
  const position = store.positions().find((one) => one.topic === topic) ?? store.addPosition(topic, 0, 0);
  const records = values.map((value) => (typeof value === 'string' ? { value, timestamp: AT } : value));
  processor.take(position, recordBatch(topic, 0, position.nextOffset, records));
  processor.commit();
}

function inLong(): number {
  return Date.now() + 60_000;
}

describe('the latest records', () => {
  it('are shown as they came, the newest first, with what became of them', () => {
    const store = temporaryStore();
    take(store, [fight('ann', 'a-1'), fight('ann', 'a-1'), { key: 'bob', value: '{"playerid":' }]);
    take(store, [JSON.stringify({ server_id: 'eu-1' })], 'server-metrics');
    expect(latestEvents(store.db)).toMatchObject([
      {
        seq: 4,
        topic: 'server-metrics',
        key: 'eu-1',
        verdict: 'rejected',
        reason: 'missing_field',
        pointer: '/cpu_load',
      },
      {
        seq: 3,
        offset: 2,
        at: null,
        key: 'bob',
        verdict: 'rejected',
        reason: 'invalid_json',
        value: '{"playerid":',
      },
      { seq: 2, offset: 1, key: 'ann', verdict: 'duplicate', reason: null },
      {
        seq: 1,
        topic: 'combat-events',
        partition: 0,
        offset: 0,
        at: '2024-11-12T10:00:00.000Z',
        key: 'ann',
        verdict: 'accepted',
      },
    ]);
    expect(latestEvents(store.db)[3]!.value).toBe(fight('ann', 'a-1'));
  });

  it('are narrowed and paged through', () => {
    const store = temporaryStore();
    take(
      store,
      ['ann', 'bob', 'ann', 'cid', 'ann'].map((player) => fight(player)),
    );
    const seqs = (selection: object) => latestEvents(store.db, selection).map(({ seq }) => seq);
    expect(seqs({ key: 'ann' })).toEqual([5, 3, 1]);
    expect(seqs({ key: 'ann', topic: 'combat-events', limit: 1, after: 5 })).toEqual([3]);
    expect(seqs({ topic: 'combat-events', limit: 2 })).toEqual([5, 4]);
    expect(seqs({ topic: 'game-actions' })).toEqual([]);
    expect(seqs({ verdict: 'rejected' })).toEqual([]);
    expect(seqs({ verdict: 'accepted', after: 3 })).toEqual([2, 1]);
  });

  it('are cut between characters, and say how long they were', () => {
    const store = temporaryStore();
    take(store, [`"${'é'.repeat(2000)}"`, { value: Buffer.from([0x22, 0xff, 0x22]) }]);
    const [broken, long] = latestEvents(store.db);
    expect(long).toMatchObject({ reason: 'not_an_object', size: 4002, value: `"${'é'.repeat(1023)}` });
    expect(broken).toMatchObject({ reason: 'invalid_utf8', value: '"\ufffd"' });
  });

  it('are a hundred of a commit and topic at the most, those rejected by themselves', () => {
    const store = temporaryStore();
    const values = Array.from({ length: 1000 }, (_, i) => (i % 2 === 0 ? fight(`p${i}`) : 'x'));
    take(store, values);
    const offsets = (verdict: LatestRecord['verdict']) =>
      latestEvents(store.db, { verdict }).map(({ offset }) => offset);
    expect(offsets('accepted')).toEqual(Array.from({ length: 100 }, (_, i) => 998 - 2 * i));
    expect(offsets('rejected')).toEqual(Array.from({ length: 100 }, (_, i) => 999 - 2 * i));
  });

  it('a thousand of a topic are kept, and 200 of each of sixteen keys, also by who opens it next', () => {
    const { db } = temporaryStore();
    const record = (key: string, isFollowed: boolean): LatestRecord => ({
      ...{ topic: 'combat-events', partition: 0, offset: 0, recordTime: null, key, verdict: 'accepted' },
      ...{ reason: null, pointer: null, value: '{}', size: 2, isFollowed },
    });
    for (let round = 0; round < 4; round++) {
      const table = new LatestTable(db);
      table.write(Array.from({ length: 600 }, () => record('crowd', false)));
      for (let key = 0; key < 20; key++) table.write(new Array(60).fill(record(`key-${key}`, true)));
    }
    const counts = Object.fromEntries(
      db.prepare('SELECT key, count(*) FROM latest_events GROUP BY key').raw().all() as [string, number][],
    );
    // The last sixteen of twenty: each time round, a key that had been forgotten begins anew.
    const followed = Array.from({ length: 16 }, (_, i) => [`key-${i + 4}`, 60]);
    expect(counts).toEqual({ crowd: 1000, ...Object.fromEntries(followed) });
    for (let round = 0; round < 4; round++)
      new LatestTable(db).write(new Array(60).fill(record('key-19', true)));
    expect(latestEvents(db, { key: 'key-19' })).toHaveLength(200);
  });

  it('are written with the commit that counts them, or not at all, and go with a rebuild', () => {
    const store = temporaryStore();
    take(store, [fight('ann')]);
    store.db.exec(
      'CREATE TRIGGER full BEFORE UPDATE ON partitions BEGIN SELECT RAISE(ABORT, "no room"); END',
    );
    expect(() => take(store, [fight('bob')])).toThrow(/no room/);
    expect(latestEvents(store.db).map(({ key }) => key)).toEqual(['ann']);
    store.close();
    const rebuilt = Store.openForRebuild(store.path, DEFAULT_SETTINGS);
    expect(latestEvents(rebuilt.db)).toEqual([]);
    rebuilt.close();
  });
});

describe('a followed key', () => {
  it('has every record kept, whatever else flows', () => {
    const store = temporaryStore();
    followKey(dirname(store.path), 'ann', inLong());
    const values = Array.from({ length: 3000 }, (_, i) => fight(i % 20 === 0 ? 'ann' : `p${i}`));
    take(store, values);
    const offsets = latestEvents(store.db, { key: 'ann' }).map(({ offset }) => offset);
    expect(offsets).toEqual(Array.from({ length: 150 }, (_, i) => 2980 - 20 * i));
  });

  it('has those that were rejected, too, where they can be told', () => {
    const store = temporaryStore();
    followKey(dirname(store.path), 'annä', inLong());
    const crowd = Array.from({ length: 300 }, () => ({ value: '{"playerid":"p"}' }));
    const hers: PlainRecord[] = [
      { value: '{"playerid":"annä"}' },
      { value: '{"playerid":"ann\\u00e4"}' },
      { value: '{"playerid":"annä","eventtype":' },
      { value: '?', key: 'annä' },
    ];
    take(store, [...hers, ...crowd]);
    expect(latestEvents(store.db, { key: 'annä' }).map(({ offset }) => offset)).toEqual([3, 2, 1, 0]);
  });

  it('ends at its time; sixteen are followed, those that end last', () => {
    const folder = temporaryFolder();
    const keysAt = (now: number) => [...new FollowedKeys(folder, () => now).current()].sort();
    followKey(folder, 'ann', 2000, 0);
    followKey(folder, 'bob', 3000, 0);
    followKey(folder, 'ann', 1000, 0);
    expect(keysAt(1500)).toEqual(['ann', 'bob']);
    expect(keysAt(2000)).toEqual(['bob']);
    for (let i = 0; i < 20; i++) followKey(folder, `key ${i}`, 5000 + i, 2500);
    expect(keysAt(2500)).toEqual(Array.from({ length: 16 }, (_, i) => `key ${i + 4}`).sort());
  });

  it('is looked up once a second, and by no file that makes no sense', () => {
    const folder = temporaryFolder();
    let now = 0;
    const keys = new FollowedKeys(folder, () => now);
    expect([...keys.current()]).toEqual([]);
    followKey(folder, 'ann', 9000, now);
    now = 999;
    expect([...keys.current()]).toEqual([]);
    now = 1000;
    expect([...keys.current()]).toEqual(['ann']);
    const strange = ['{"ann":', '[{}]', 'null', '{"ann":"9e9"}', `{"ann":9e9}${' '.repeat(70_000)}`];
    for (const text of strange) {
      writeFileSync(join(folder, 'followed.json'), text);
      now += 1000;
      expect([...keys.current()]).toEqual([]);
    }
  });

  it('is one of sixteen, whoever wrote the file', () => {
    const folder = temporaryFolder();
    const many = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`key ${i}`, 1000 + i]));
    writeFileSync(join(folder, 'followed.json'), JSON.stringify(many));
    const keys = [...new FollowedKeys(folder, () => 0).current()];
    expect(keys).toEqual(Array.from({ length: 16 }, (_, i) => `key ${99 - i}`));
  });
});
