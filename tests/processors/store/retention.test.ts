/** What `--retain` drops goes bit by bit: shown is what a single drop leaves, and at the end nothing else is there. */
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Processor } from '../../../processors/processor.js';
import { readDropped } from '../../../processors/store/dropped.js';
import { readHorizons } from '../../../processors/store/horizons.js';
import type { DropLimits } from '../../../processors/store/retention.js';
import { STATS, WHATS } from '../../../processors/store/stats/index.js';
import { Store } from '../../../processors/store/store.js';
import { Stretch } from '../../../processors/views/alerts/stretch.js';
import { DEFAULT_SETTINGS } from '../../../settings/settings.js';
import { eventSet, RETAINING } from '../../fuzz/permutations.js';
import { temporaryFolder } from '../../support/database.js';
import { recordBatch } from '../../support/record-batch.js';

const EVENTS = eventSet(400);
const BROKEN = Array.from({ length: 30 }, (_, i) => ({ value: 'no', timestamp: Date.UTC(2024, 0, 1) + i }));
const ONE_BY_ONE: DropLimits = { rows: 1, ms: 0 };

function open(path: string, settings = DEFAULT_SETTINGS, dropLimits?: DropLimits): Store {
  const store = Store.open(path, settings, dropLimits === undefined ? {} : { dropLimits });
  onTestFinished(() => store.close());
  return store;
}

/** A database of two days of events, and of records that are rejected and older, all of it kept. */
function kept(): string {
  const path = join(temporaryFolder(), 'kept.db');
  const store = open(path);
  const processor = new Processor(store);
  for (const topic of new Set(EVENTS.map((event) => event.topic))) {
    const records = EVENTS.filter((event) => event.topic === topic);
    processor.take(store.addPosition(topic, 0, 0), recordBatch(topic, 0, 0, records));
  }
  processor.take(store.addPosition('player-events', 1, 0), recordBatch('player-events', 1, 0, BROKEN));
  processor.commit();
  store.close();
  return path;
}

function copyOf(path: string, name: string): string {
  const copy = join(path, '..', name);
  copyFileSync(path, copy);
  return copy;
}

/** Goes on from the files as they are, which is what a kill leaves. */
function killed(store: Store, name: string): Store {
  const path = copyOf(store.path, name);
  copyFileSync(`${store.path}-wal`, `${path}-wal`);
  return open(path, store.settings, ONE_BY_ONE);
}

function figures({ db }: Store): object {
  return Object.fromEntries(WHATS.map((what) => [what, STATS[what](db)]));
}

/** Of every table that windows, alerts and letters are in. */
function tables({ db }: Store): object {
  const names = db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
    .pluck()
    .all() as string[];
  return Object.fromEntries(names.map((name) => [name, db.prepare(`SELECT * FROM ${name}`).all()]));
}

test('in steps of a row each, killed again and again between them, it comes to what one step makes', () => {
  const path = kept();
  const all = open(path);
  const atOnce = open(copyOf(path, 'at-once.db'), RETAINING, { rows: 100_000, ms: 60_000 });
  expect(atOnce.drop()).toBe(false);
  const { alerts: _, ...shown } = figures(atOnce) as Record<string, unknown>;

  let store = open(copyOf(path, 'bit-by-bit.db'), RETAINING, ONE_BY_ONE);
  let steps = 0;
  for (let before = new Map<string, number>(), isMore = true; isMore; steps++) {
    isMore = store.drop();
    const { alerts, ...others } = figures(store) as Record<string, unknown[]>;
    expect(others).toEqual(shown);
    expect(alerts!.length).toBeLessThanOrEqual(STATS.alerts(all.db).length);
    const now = readDropped(store.db);
    for (const table of ['engagement', 'combat', 'item_days', 'fraud_velocity', 'dead_letters']) {
      expect((now.get(table) ?? 0) - (before.get(table) ?? 0), table).toBeLessThanOrEqual(1);
    }
    before = now;
    if (steps % 10 === 9) store = killed(store, `killed-${steps}.db`);
  }
  expect(steps).toBeGreaterThan(30);
  expect(tables(store)).toEqual(tables(atOnce));
  expect(readDropped(store.db).get('dead_letters')).toBe(BROKEN.length);
  // Nothing of it went unnoticed: what was there is there, or is counted.
  const rows = (from: Store, table: string) =>
    table === 'server_minutes'
      ? minutesOf(from)
      : from.db.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
  for (const [table, count] of readDropped(store.db)) {
    expect(rows(store, table), table).toBe((rows(all, table) as number) - count);
  }
});

/** Of servers, however they lie in rows. */
function minutesOf({ db }: Store): number {
  const rows = db.prepare('SELECT stretch, minutes FROM server_minutes').raw().all() as [number, Buffer][];
  return rows.reduce((sum, [start, minutes]) => {
    const stretch = Stretch.decode(start, minutes);
    let count = 0;
    for (let minute = stretch.first; minute !== null; minute = stretch.next(minute)) count++;
    return sum + count;
  }, 0);
}

test('events of windows that are past are counted and not written, also while their rows are still there', () => {
  const path = kept();
  const store = open(path, RETAINING, ONE_BY_ONE);
  const processor = new Processor(store);
  const position = store.positions().find(({ topic }) => topic === 'combat-events')!;
  const fight = (time: number) => ({
    value: JSON.stringify({ playerid: 'late', timestamp: time, eventtype: 'kill' }),
  });
  const first = store.db.prepare('SELECT min(window_start) FROM combat').pluck().get() as number;
  const combat = store.db.prepare('SELECT count(*) FROM combat').pluck();
  const before = combat.get() as number;
  processor.take(position, recordBatch('combat-events', 0, position.nextOffset, [fight(first)]));
  processor.commit();
  expect(store.isBehind).toBe(true);
  expect(store.db.prepare("SELECT * FROM combat WHERE playerid = 'late'").all()).toEqual([]);
  // One that went, and the one that was not written.
  expect(combat.get()).toBe(before - 1);
  expect(readDropped(store.db).get('combat')).toBe(2);
});

test('what was retained once decides, whatever is retained later; a rebuild begins anew', () => {
  const path = kept();
  const store = open(path, RETAINING);
  while (store.drop());
  const horizons = readHorizons(store.db);
  expect([...horizons.keys()].sort()).toEqual([...new Set(EVENTS.map(({ topic }) => topic))].sort());
  const shown = figures(store);
  store.close();
  for (const settings of [DEFAULT_SETTINGS, { ...RETAINING, retain_seconds: 90 * 86_400 }]) {
    const longer = open(path, settings);
    expect(longer.drop()).toBe(false);
    expect(readHorizons(longer.db)).toEqual(horizons);
    expect(figures(longer)).toEqual(shown);
    longer.close();
  }
  const rebuilt = Store.openForRebuild(path, DEFAULT_SETTINGS);
  rebuilt.finishRebuild();
  expect(readHorizons(rebuilt.db)).toEqual(new Map());
  rebuilt.close();
});
