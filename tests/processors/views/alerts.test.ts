/**
 * Alerts against a plain recomputation from the samples, over random orders, batches, late minutes, restarts, other
 * thresholds and horizons.
 */
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { Processor } from '../../../processors/processor.js';
import { alertRows, countOpenAlerts } from '../../../processors/store/stats/alerts.js';
import { Store } from '../../../processors/store/store.js';
import type { Finding } from '../../../processors/views/view.js';
import { DEFAULT_SETTINGS, type Settings } from '../../../settings/settings.js';
import { recordBatch } from '../../support/record-batch.js';
import { expectedAlerts, keptMinutes, type Sample, serversOf } from './alerts-expected.js';
import { storedMinutes } from './stored-minutes.js';

const folder = mkdtempSync(join(tmpdir(), 'game-flow-alerts-'));
afterAll(() => rmSync(folder, { recursive: true }));
let databases = 0;

/** Copied for each run: to make all the tables takes longer than a run. */
const EMPTY = join(folder, 'empty.db');
Store.open(EMPTY, DEFAULT_SETTINGS).close();

const START = Date.UTC(2024, 11, 31, 23, 50);
const MINUTE = 60_000;

/** A sample and by how many minutes it is late. */
const sent = fc.record({
  server_id: fc.constantFrom('a', 'b', 'a\u0000', '\uffee', '😀'),
  minute: fc.oneof(
    { weight: 8, arbitrary: fc.integer({ min: 0, max: 14 }) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 60 }) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 900 }) },
  ),
  second: fc.constantFrom(0, 30, 59.999),
  cpu_load: fc.constantFrom(10, 89.9, 90, 95, 97, 100),
  memory_usage: fc.constantFrom(10, 10, 10, 99),
  latency: fc.constantFrom(1, 1, 1, 200, 500),
  late: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 900 })),
});

const cases = fc.record({
  sent: fc.array(sent, { minLength: 1, maxLength: 70, size: 'max' }),
  commits: fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 12 }),
  retain: fc.constantFrom(null, null, 1, 150, 600, 1199.5, 20_000),
  silence: fc.constantFrom(120, 121, 60),
  /** After so many samples the database is opened again, with another length of silence. */
  reopen: fc.option(fc.record({ after: fc.nat(70), silence: fc.constantFrom(60, 120, 300) })),
});
type Case = typeof cases extends fc.Arbitrary<infer C> ? C : never;

test('alerts are those of the minutes that are kept, whatever the order and the commits', () => {
  fc.assert(
    fc.property(cases, (given) => {
      const samples = inOrderOfArrival(given);
      const { store, findings } = fold(given, samples);
      const silence = (given.reopen?.silence ?? given.silence) * 1000;
      const horizon = Math.max(...samples.map(({ time }) => time)) - (given.retain ?? Infinity) * 1000;
      const { breach, critical } = DEFAULT_SETTINGS.thresholds;
      const expected = expectedAlerts(samples, { breach, critical, silence, horizon });

      const rows = alertRows(store.db);
      expect(rows).toEqual(expected);
      const open = rows.filter(({ closed_at }) => closed_at === null);
      expect(alertRows(store.db, { open: true })).toEqual(open);
      const severe = open.filter(({ severity }) => severity === 'critical').length;
      expect(countOpenAlerts(store.db)).toEqual({
        critical: severe,
        warning: open.length - severe,
      });
      const kept = serversOf(samples).flatMap((server_id) =>
        keptMinutes(samples, server_id, horizon).map(({ start }) => `${server_id} ${start}`),
      );
      expect(storedMinutes(store.db)).toEqual(new Set(kept));
      if (given.reopen === null) expectReported(findings, rows, horizon);
      store.close();
    }),
    { numRuns: 100 },
  );
}, 120_000);

function inOrderOfArrival({ sent }: Case): Sample[] {
  return [...sent]
    .sort((a, b) => a.minute + a.late - b.minute - b.late)
    .map(({ minute, second, late: _, ...rest }) => ({
      ...rest,
      time: START + minute * MINUTE + second * 1000,
    }));
}

function fold({ commits, retain, silence, reopen }: Case, samples: Sample[]) {
  const path = join(folder, `${databases++}.db`);
  copyFileSync(EMPTY, path);
  const findings: Finding[] = [];
  const open = (silent_seconds: number) => {
    const thresholds = { ...DEFAULT_SETTINGS.thresholds, silent_seconds };
    const settings: Settings = { ...DEFAULT_SETTINGS, thresholds, retain_seconds: retain };
    const store = Store.open(path, settings);
    return { store, processor: new Processor(store, (finding) => findings.push(finding)) };
  };
  let { store, processor } = open(silence);
  let position = store.addPosition('server-metrics', 0, 0);
  let due = reopen === null ? Infinity : reopen.after;
  const again = () => {
    store.close();
    ({ store, processor } = open(reopen!.silence));
    position = store.positions()[0]!;
    due = Infinity;
  };
  for (let i = 0, n = 0; i < samples.length; n++) {
    if (i >= due) again();
    const slice = samples.slice(i, i + commits[n % commits.length]!);
    const records = slice.map(({ time, ...sample }) => ({
      value: JSON.stringify({ ...sample, timestamp: new Date(time).toISOString() }),
    }));
    processor.take(position, recordBatch('server-metrics', 0, i, records));
    processor.commit();
    i += slice.length;
  }
  if (due < Infinity) again();
  return { store, findings };
}

/** What was said last of each row is what it says; only runs that the horizon has cut are not spoken of. */
function expectReported(findings: readonly Finding[], rows: readonly object[], horizon: number): void {
  const keyOf = ({ rule, subject, since }: Finding) => JSON.stringify([rule, subject, since]);
  const last = new Map(findings.map((finding) => [keyOf(finding), finding]));
  for (const row of rows as ReturnType<typeof alertRows>) {
    const { server_id: subject, metric: rule, opened_at, closed_at, ...details } = row;
    const since = Date.parse(opened_at);
    if (rule !== 'silent' && since + MINUTE <= horizon) continue;
    const until = closed_at === null ? null : Date.parse(closed_at);
    const finding = { kind: 'alert', rule, subject, since, windowEnd: null, until, details };
    expect(last.get(keyOf(finding as Finding))).toEqual(finding);
  }
}
