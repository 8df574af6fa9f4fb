/**
 * The view alone, against the plain recomputation: servers that are forgotten between commits and read again, a horizon
 * that moves on while samples wait, restarts, and hours between minutes.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SteadyDatabase } from '../../../processors/store/steady-database.js';
import { AlertsView, alerts } from '../../../processors/views/alerts/alerts-view.js';
import { DEFAULT_SETTINGS } from '../../../settings/settings.js';
import { columnsOf } from '../columns-of.js';
import { expectedAlerts, keptMinutes, type Sample, serversOf } from './alerts-expected.js';
import { storedMinutes } from './stored-minutes.js';

const START = Date.UTC(2024, 11, 31, 23, 50);
const MINUTE = 60_000;
const { thresholds } = DEFAULT_SETTINGS;
const RULES = { ...thresholds, silence: thresholds.silent_seconds * 1000 };

const calm = fc.integer({ min: 0, max: 50 });
const steps = fc.array(
  fc.record({
    server_id: fc.constantFrom('a', 'b', 'c', '😀'),
    /** Minutes from the sample before: mostly a little on, sometimes back, or far away. */
    on: fc.oneof(
      { weight: 12, arbitrary: fc.integer({ min: 0, max: 2 }) },
      { weight: 3, arbitrary: fc.integer({ min: -12, max: 0 }) },
      { weight: 1, arbitrary: fc.integer({ min: -600, max: 600 }) },
    ),
    cpu_load: fc.oneof(calm, calm, fc.constantFrom(90, 95, 97)),
    latency: fc.oneof(calm, calm, calm, fc.constantFrom(200, 600)),
    after: fc.constantFrom('go on', 'go on', 'commit', 'drop', 'commit and drop', 'commit and reopen'),
  }),
  { minLength: 1, maxLength: 120, size: 'max' },
);
type Step = (typeof steps extends fc.Arbitrary<infer S> ? S : never)[number];

test('alerts and minutes are those of the samples, whatever is remembered and whenever old minutes go', () => {
  fc.assert(fc.property(steps, fc.constantFrom(0, 1, 100), fc.constantFrom(null, 300, 3600, 20_000), play), {
    numRuns: 200,
  });
}, 60_000);

function play(given: Step[], remembered: number, retain: number | null): void {
  const samples = samplesOf(given);
  const db = new SteadyDatabase(':memory:');
  db.exec(
    ['CREATE TABLE partitions (topic TEXT, max_time INTEGER)', ...alerts.ddl(DEFAULT_SETTINGS)].join(';'),
  );
  const open = () => new AlertsView(db, DEFAULT_SETTINGS, remembered);
  const { events } = columnsOf(
    'server-metrics',
    samples.map((sample) => ({ ...sample, timestamp: new Date(sample.time).toISOString() })),
  );
  let view = open();
  let taken = 0;
  let watermark = Number.NEGATIVE_INFINITY;
  const horizon = () => watermark - (retain ?? Infinity) * 1000;
  const drop = (most: number) => view.drop.step(horizon(), most, () => undefined);
  const commit = () => {
    watermark = Math.max(...samples.slice(0, taken).map(({ time }) => time));
    view.write({ watermark, horizon: horizon(), dropped: () => undefined, report: () => undefined });
    view.committed();
    db.prepare('DELETE FROM partitions').run();
    db.prepare("INSERT INTO partitions VALUES ('server-metrics', ?)").run(watermark);
  };
  for (const { after } of given) {
    view.take(events, Int32Array.of(taken++), 1);
    if (after.startsWith('commit')) commit();
    if (after.endsWith('drop')) drop(2);
    if (after.endsWith('reopen')) view = open();
  }
  commit();
  while (drop(2));

  const rules = { ...RULES, horizon: horizon() };
  const rows = db.prepare('SELECT * FROM alerts ORDER BY opened_at, server_id, metric').all() as {
    opened_at: number;
    closed_at: number | null;
  }[];
  expect(rows.map(shown)).toEqual(
    expectedAlerts(samples, rules).map((row) => ({ ...row, severity: undefined })),
  );
  const kept = serversOf(samples).flatMap((server) =>
    keptMinutes(samples, server, rules.horizon).map(({ start }) => `${server} ${start}`),
  );
  expect(storedMinutes(db)).toEqual(new Set(kept));
  db.close();
}

function samplesOf(given: readonly Step[]): Sample[] {
  let minute = 700;
  return given.map(({ on, server_id, cpu_load, latency }) => {
    minute = Math.max(0, minute + on);
    return { server_id, cpu_load, memory_usage: 1, latency, time: START + minute * MINUTE };
  });
}

function shown(row: { opened_at: number; closed_at: number | null }): object {
  const iso = (time: number | null) => (time === null ? null : new Date(time).toISOString());
  return { ...row, opened_at: iso(row.opened_at), closed_at: iso(row.closed_at) };
}
