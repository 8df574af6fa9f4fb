import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WHATS as STORED_WHATS } from '../../processors/store/stats/index.js';
import { DEFAULT_SETTINGS, type Settings } from '../../settings/settings.js';
import { WHATS } from '../../verify/index.js';
import { sentRecords } from '../support/random-events.js';
import type { PlainRecord } from '../support/record-batch.js';
import { at, move, purchase, sample } from './given.js';
import { extents, Place, red } from './verified.js';

const text = (values: object[]) => values.map((value) => JSON.stringify(value));
const minute = (n: number) => String(n).padStart(2, '0');
const moves = (from: number, to: number, over: object = {}) =>
  text(
    Array.from({ length: to - from }, (_, i) => ({
      ...move(`p${(from + i) % 3}`, 's', `10:${minute(from + i)}:00`, { level_id: `L${(from + i) % 2}` }),
      ...over,
    })),
  );

/** Settings that are all other than the defaults, and under which more is found. */
const OTHERS: Settings = {
  ...DEFAULT_SETTINGS,
  thresholds: {
    ahead_seconds: 60,
    stalled_seconds: 60,
    disengaged_seconds: 600,
    velocity_purchases: 2,
    shared_ip_players: 2,
    many_ips_addresses: 2,
    price_mismatch_purchases: 2,
    price_mismatch_ratio: 1.25,
    breach: { cpu_load: 50, memory_usage: 20, latency: 10 },
    critical: { cpu_load: 60, memory_usage: 90, latency: 600_000 },
    silent_seconds: 60,
  },
  windows: { engagement: 10, combat: 1, velocity: 60, shared_ip: 120, many_ips: 30 },
  allow: { addresses: ['::/127'], players: ['p1'] },
  fields: { 'combat-events': { playerid: 'who' } },
  retain_seconds: 3600,
};

/** A place with something of every figure, processed. */
async function somePlace(): Promise<Place> {
  const place = new Place();
  place.log.set('player-events', 0, [...moves(0, 20), 'broken', ...moves(20, 40), '{"not":"an event"}']);
  place.log.set('player-events', 1, [...moves(0, 5), 'broken too']);
  place.log.set(
    'purchase-events',
    0,
    text(Array.from({ length: 6 }, (_, i) => purchase('p0', 'sword', 2.5, `10:00:0${i}`))),
  );
  place.log.set('server-metrics', 0, text([sample('sv', '10:00:00', 99), sample('sv', '10:05:00', 1)]));
  place.log.set('combat-events', 0, text([{ playerid: 'p0', timestamp: 1000, eventtype: 'kill' }]));
  const battle = { event_type: 'battle', opponent_id: 'q', outcome: 'win', health: 5 };
  place.log.set('game-actions', 0, text([{ player_id: 'p0', timestamp: at('10:00:00'), ...battle }]));
  await place.process();
  return place;
}

describe('a database that is as it should be', () => {
  it('has every row equal, of every figure that stats knows', async () => {
    const report = await (await somePlace()).verify();
    expect(report.differences.first).toEqual([]);
    expect(report.unchecked).toEqual([]);
    expect(report.figures.map(({ figure }) => figure)).toEqual([...STORED_WHATS, 'dead letters']);
    expect(report.figures.filter(({ rows }) => rows === 0)).toEqual([]);
    expect(new Set(report.figures.map(({ extent }) => extent))).toEqual(new Set(['all']));
  });

  it('recomputes whatever stats can show', () => {
    expect([...WHATS].sort()).toEqual([...STORED_WHATS].sort());
  });

  it('is agreed with on random events, repeats and settings, and events ahead of their records', async () => {
    await fc.assert(
      fc.asyncProperty(sentRecords, fc.constantFrom(DEFAULT_SETTINGS, OTHERS), async (records, settings) => {
        const place = new Place(settings);
        const logs = new Map<string, { topic: string; partition: number; records: PlainRecord[] }>();
        for (const record of records) {
          const { topic, partition } = record;
          const log = logs.get(`${topic}/${partition}`) ?? { topic, partition, records: [] };
          logs.set(`${topic}/${partition}`, log);
          const value = String(record.value);
          const isRenamed = topic === 'combat-events' && settings === OTHERS;
          log.records.push({ ...record, value: isRenamed ? value.replace('playerid', 'who') : value });
        }
        for (const log of logs.values()) place.log.set(log.topic, log.partition, log.records);
        await place.process();
        expect((await place.verify()).differences.first).toEqual([]);
      }),
      { numRuns: 16 },
    );
  }, 60_000);
});

describe('what is red', () => {
  it.each([
    ['levels', 'UPDATE levels SET moves = moves + 1'],
    ['engagement', 'UPDATE engagement SET events = events + 1 WHERE window_start % 2 = 0'],
    ['items', 'UPDATE items SET purchases = purchases - 1'],
    ['items', 'DELETE FROM items'],
    ['fraud', 'UPDATE fraud SET count = count + 1'],
    ['servers', 'UPDATE servers SET samples = samples + 1'],
    ['alerts', 'UPDATE alerts SET breaches = breaches + 1'],
    ['combat', 'UPDATE combat SET kill_count = 7'],
    ['players', 'UPDATE players SET wins = 0'],
    ['topics', 'UPDATE partitions SET next_offset = next_offset + 1 WHERE id = 1'],
    ['topics', 'UPDATE partitions SET next_offset = next_offset - 1 WHERE id = 1'],
    ['topics', 'UPDATE partitions SET accepted = accepted - 1, duplicate = duplicate + 1 WHERE id = 1'],
    ['dead letters', 'DELETE FROM dead_letters WHERE "offset" = 20'],
    ['dead letters', 'UPDATE dead_letters SET "offset" = 3 WHERE "offset" = 20'],
    ['dead letters', 'UPDATE dead_letters SET "offset" = 300 WHERE "offset" = 20'],
    ['dead letters', "UPDATE dead_letters SET value = x'00', size = 1"],
  ])('%s after %s', async (figure, sql) => {
    const place = await somePlace();
    place.tamper(sql);
    const report = await place.verify();
    expect(red(report)).toContain(figure);
    expect(report.differences.count).toBeGreaterThan(0);
  });

  it('records that were counted twice, since their offset was lost', async () => {
    const place = await somePlace();
    place.tamper(
      `UPDATE partitions SET next_offset = 0, received = 0, accepted = 0, rejected = 0, batch_hash = NULL,
       first_hash = NULL WHERE topic = 'purchase-events'`,
    );
    await place.process();
    const report = await place.verify();
    expect(red(report)).toEqual(expect.arrayContaining(['items', 'item-days', 'fraud']));
    expect(report.differences.first).toContainEqual(
      expect.objectContaining({
        figure: 'items',
        key: ['sword'],
        stored: { purchases: 12, revenue: { USD: '30' } },
        recomputed: { purchases: 6, revenue: { USD: '15' } },
      }),
    );
  });
});

describe('what can no longer be read', () => {
  const evict = (place: Place) => {
    place.log.set('player-events', 0, [...moves(3, 20), 'broken', ...moves(20, 40), '{"not":"an event"}'], 3);
  };

  it('is named, and the rest is held to not falling short of what is left', async () => {
    const place = await somePlace();
    evict(place);
    const report = await place.verify();
    expect(report.differences.first).toEqual([]);
    expect(report.unchecked[0]).toBe('player-events/0: offsets 0 to 2 are no longer in the log');
    expect(extents(report)).toMatchObject({ levels: 'part', audience: 'part', items: 'all', alerts: 'all' });
  });

  it('does not hide what falls short, nor a dead letter that is gone', async () => {
    const place = await somePlace();
    evict(place);
    place.tamper('UPDATE engagement SET events = 1');
    place.tamper('DELETE FROM dead_letters WHERE "offset" = 20');
    expect(red(await place.verify())).toEqual(['engagement', 'dead letters']);
  });

  it('is everything where the topic was made anew, and the other topics are compared', async () => {
    const place = await somePlace();
    place.log.set('player-events', 0, moves(0, 42, { map_id: 'other' }));
    const report = await place.verify();
    expect(report.differences.first).toEqual([]);
    expect(report.unchecked[0]).toMatch(
      /^player-events\/0: nothing could be checked: the log is not the one/,
    );
    expect(extents(report)).toMatchObject({ levels: 'none', items: 'all' });
  });

  it('is what was skipped', async () => {
    const place = await somePlace();
    place.log.set('player-events', 1, moves(10, 15), 8);
    await place.process('skip');
    const report = await place.verify();
    expect(report.differences.first).toEqual([]);
    expect(report.unchecked[0]).toBe('player-events/1: offsets 0 to 5 are no longer in the log');
  });
});

it('leaves open whether ids of no number were repeated within a day, where only record times could say', async () => {
  const day = 24 * 3_600_000;
  const [value = ''] = moves(0, 1, { event_id: '9a1b-uuid' });
  const [numbered = ''] = moves(0, 1, { event_id: 'src-7' });
  const time = Date.parse(at('10:00:00'));
  const logOf = (second: number) => [
    { value, timestamp: time },
    { value, timestamp: second },
    { value: numbered, timestamp: second },
    { value: numbered, timestamp: second + 3 * day },
  ];
  const again = new Place();
  again.log.set('player-events', 0, logOf(time + 2 * day));
  await again.process();
  const report = await again.verify();
  expect(report.differences.first).toEqual([]);
  expect(report.unchecked[0]).toMatch(/^player-events\/0: 1 of 1 repeats of ids that are not SOURCE-NUMBER/);
  expect(extents(report)).toMatchObject({ levels: 'part' });

  const repeated = new Place();
  repeated.log.set('player-events', 0, logOf(time + 60_000).slice(0, 3));
  await repeated.process();
  expect(extents(await repeated.verify())).toMatchObject({ levels: 'all' });
  repeated.tamper('UPDATE partitions SET accepted = accepted + 1, duplicate = duplicate - 1');
  expect(red(await repeated.verify())).toContain('topics');
});

it('judges a replayed record where it was judged again: of an id at two offsets the first judged counts', async () => {
  const time = Date.parse(at('10:00:00'));
  const record = (id: string, level: string, clock = '10:00:00'): PlainRecord => ({
    value: JSON.stringify({ event_id: id, ...move('p', 's', clock, { level_id: level }) }),
    timestamp: time,
  });
  const log = [record('a-1', 'L1', '10:30:00'), record('b-1', 'L2', '10:30:00'), record('a-1', 'L3')];
  const strict = new Place();
  strict.log.set('player-events', 0, log);
  await strict.process();
  const thresholds = { ...DEFAULT_SETTINGS.thresholds, ahead_seconds: 3600 };
  const lenient = new Place({ ...DEFAULT_SETTINGS, thresholds }, strict);
  expect(await lenient.replay()).toMatchObject({ accepted: 1, duplicate: 1, rejected: 0 });
  lenient.log.set('player-events', 0, [...log, record('b-1', 'L4'), record('c-1', 'L5')]);
  await lenient.process();
  const report = await lenient.verify();
  expect(report.figures.find(({ figure }) => figure === 'levels')).toMatchObject({ rows: 3, extent: 'all' });
  expect(red(report)).toEqual([]);
  lenient.tamper('DELETE FROM replayed_letters');
  expect(red(await lenient.verify())).toContain('levels');
});

it('expects of what retention drops nothing, and asks how long was retained where the database does not say', async () => {
  const settings = { ...DEFAULT_SETTINGS, retain_seconds: 1200 };
  const place = new Place(settings);
  const time = Date.parse(at('10:00:00'));
  place.log.set('player-events', 0, [{ value: 'broken', timestamp: time }, ...moves(0, 40)]);
  place.log.set(
    'server-metrics',
    0,
    text([99, 99, 1, 99, 1, 1].map((load, i) => sample('sv', `10:${minute(7 * i)}:00`, load))),
  );
  await place.process();
  const report = await place.verify();
  expect(report.differences.first).toEqual([]);
  expect(report.figures.find(({ figure }) => figure === 'engagement')?.rows).toBe(5);
  expect((await place.verify(DEFAULT_SETTINGS)).differences.first).toEqual([]);
  place.tamper("DELETE FROM meta WHERE name = 'horizons'", DEFAULT_SETTINGS);
  await expect(place.verify(DEFAULT_SETTINGS)).rejects.toThrow(/Name with --retain/);
});
