/** How minutes are packed into a row, and what becomes of a database that has a row for each. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SteadyDatabase } from '../../../processors/store/steady-database.js';
import { packServerMinutes } from '../../../processors/views/alerts/pack-minutes.js';
import { STRETCH, Stretch } from '../../../processors/views/alerts/stretch.js';

const MINUTE = 60_000;
const LAST = STRETCH / MINUTE - 1;
const START = 3 * STRETCH;

test('a stretch is the same when it is read again, to the last bit of a peak and any count', () => {
  const minute = fc.integer({ min: 0, max: LAST });
  const count = fc.constantFrom(1, 127, 128, 16_383, 16_384, 2 ** 32, Number.MAX_SAFE_INTEGER);
  const breach = fc.tuple(minute, fc.nat(2), count, fc.double({ noNaN: true, min: 0, max: 1e6 }));
  fc.assert(
    fc.property(fc.uniqueArray(minute, { minLength: 1 }), fc.array(breach), (calm, breaches) => {
      const stretch = new Stretch(START);
      for (const i of [...calm, ...breaches.map(([i]) => i)]) stretch.add(START + i * MINUTE);
      for (const [i, metric, n, peak] of breaches)
        if (stretch.breachesIn(START + i * MINUTE, metric) === 0)
          stretch.breach(START + i * MINUTE, metric, n, peak);
      const bytes = stretch.encode();
      const again = Stretch.decode(START, bytes);
      expect(again.encode()).toEqual(bytes);
      expect([...again.minutes()]).toEqual([...stretch.minutes()]);
      for (const [i, metric] of breaches) {
        const at = START + i * MINUTE;
        expect(again.sum(metric, at, at + MINUTE)).toEqual(stretch.sum(metric, at, at + MINUTE));
      }
    }),
  );
});

test('a row for each minute becomes a row for each four hours, without a breach lost', () => {
  const db = new SteadyDatabase(':memory:');
  db.exec(VERSION_4);
  const insert = db.prepare('INSERT INTO server_minutes VALUES (?, ?, 9, ?, ?, ?, ?, ?, ?)');
  const expected = new Map<string, number[]>();
  for (let i = 0; i < 6000; i++) {
    const [minute, server] = [START + Math.floor(i / 7) * 2 * MINUTE, `eu-${i % 7}`];
    const [cpu, memory, latency] = [i % 11 === 0 ? 1 + i : 0, i % 13 === 0 ? 2 : 0, i % 17 === 0 ? 300 : 0];
    insert.run(minute, server, cpu, 90 + i / 7e3, memory, 90.5, latency, 200 + i / 3);
    expected.set(`${minute} ${server}`, [
      ...(cpu > 0 ? [cpu, 90 + i / 7e3] : [0, Number.NEGATIVE_INFINITY]),
      ...(memory > 0 ? [memory, 90.5] : [0, Number.NEGATIVE_INFINITY]),
      ...(latency > 0 ? [latency, 200 + i / 3] : [0, Number.NEGATIVE_INFINITY]),
    ]);
  }
  packServerMinutes(db);
  const rows = db.prepare('SELECT stretch, server_id, last_minute, minutes FROM server_minutes').raw().all();
  const packed = new Map<string, number[]>();
  for (const [start, server, last, bytes] of rows as [number, string, number, Uint8Array][]) {
    const stretch = Stretch.decode(start, bytes);
    expect(last).toBe(stretch.last);
    for (const minute of stretch.minutes()) {
      const sums = [0, 1, 2].map((metric) => stretch.sum(metric, minute, minute + MINUTE));
      packed.set(
        `${minute} ${server}`,
        sums.flatMap(({ breaches, peak }) => [breaches, peak]),
      );
    }
  }
  expect(rows.length).toBe(7 * Math.ceil((2 * 6000) / 7 / (LAST + 1)));
  expect(packed).toEqual(expected);
  const objects = db.prepare('SELECT name FROM sqlite_schema ORDER BY name').pluck().all();
  expect(objects).toEqual(['server_minutes', 'server_minutes_by_server']);
  db.close();
});

/** As it was in databases of schema version 4. */
const VERSION_4 = `
  CREATE TABLE server_minutes (minute INTEGER NOT NULL, server_id TEXT NOT NULL, samples INTEGER NOT NULL,
    cpu_load_breaches INTEGER NOT NULL, cpu_load_peak REAL, memory_usage_breaches INTEGER NOT NULL,
    memory_usage_peak REAL, latency_breaches INTEGER NOT NULL, latency_peak REAL,
    PRIMARY KEY (minute, server_id)) STRICT, WITHOUT ROWID;
  CREATE INDEX server_minutes_by_server ON server_minutes (server_id, minute)`;
