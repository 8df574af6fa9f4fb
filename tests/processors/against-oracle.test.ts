/**
 * Every figure against the independent oracle, and the promise that order, batching, restarts and repeats of a batch
 * change nothing.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Processor } from '../../processors/processor.js';
import type { PartitionPosition } from '../../processors/store/partitions.js';
import { STATS, WHATS } from '../../processors/store/stats/index.js';
import { Store } from '../../processors/store/store.js';
import { DEFAULT_SETTINGS } from '../../settings/settings.js';
import { computeStats, type LogRecord } from '../../verify/index.js';
import { type SentRecord, sentRecords } from '../support/random-events.js';
import { recordBatch } from '../support/record-batch.js';

let folder: string;
let databases = 0;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'game-flow-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('figures are those of the oracle, however the log is cut into batches and commits', () => {
  const cuts = fc.infiniteStream(
    fc.record({ size: fc.integer({ min: 1, max: 20 }), after: fc.integer({ min: 0, max: 5 }) }),
  );
  fc.assert(
    fc.property(sentRecords, cuts, (records, plan) => {
      const stats = fold(records, plan);
      const expected = computeStats(oracleRecords(records), DEFAULT_SETTINGS);
      for (const what of WHATS) expect(plain(stats[what], what), what).toEqual(plain(expected[what], what));
    }),
    { numRuns: 40 },
  );
}, 120_000);

interface Cut {
  readonly size: number;
  /** 0: reopen the database without a commit and read again; 1, 2: commit; otherwise go on. */
  readonly after: number;
}

function fold(records: SentRecord[], plan: Iterator<Cut>) {
  const path = join(folder, `${databases++}.db`);
  let store = Store.open(path, DEFAULT_SETTINGS);
  let processor = new Processor(store);
  let positions = new Map<string, PartitionPosition>();
  const reopen = () => {
    store.close();
    store = Store.open(path, DEFAULT_SETTINGS);
    processor = new Processor(store);
    positions = new Map(
      store.positions().map((position) => [`${position.topic}/${position.partition}`, position]),
    );
  };
  // Bounded, since what was not committed is read again each time.
  let reopenings = 5;
  const logs = logsOf(records);
  for (let unfinished = true; unfinished; ) {
    unfinished = false;
    for (const [name, log] of logs) {
      const { topic, partition } = log[0]!;
      const position = positions.get(name) ?? store.addPosition(topic, partition, 0);
      positions.set(name, position);
      if (position.nextOffset >= log.length) continue;
      unfinished = true;
      const cut = plan.next().value as Cut;
      // Now and then a batch begins before the offset that is due, as it does after a resume.
      const base = Math.max(0, position.nextOffset - (cut.after === 5 ? 3 : 0));
      processor.take(
        position,
        recordBatch(topic, partition, base, log.slice(base, position.nextOffset + cut.size)),
      );
      if (cut.after === 0 && reopenings-- > 0) reopen();
      else if (cut.after <= 2) processor.commit();
    }
  }
  processor.commit();
  const stats = Object.fromEntries(WHATS.map((what) => [what, STATS[what](store.db)]));
  store.close();
  return stats;
}

function logsOf(records: SentRecord[]): Map<string, SentRecord[]> {
  const logs = new Map<string, SentRecord[]>();
  for (const record of records) {
    const name = `${record.topic}/${record.partition}`;
    logs.set(name, [...(logs.get(name) ?? []), record]);
  }
  return logs;
}

/** Offsets by the order within each topic and partition. */
function oracleRecords(records: SentRecord[]): LogRecord[] {
  const next = new Map<string, number>();
  return records.map(({ topic, partition, key, value, timestamp }) => {
    const name = `${topic}/${partition}`;
    const offset = next.get(name) ?? 0;
    next.set(name, offset + 1);
    return { topic, partition, offset, timestamp: timestamp ?? null, key: key ?? null, value: String(value) };
  });
}

/** As `--json` would show it; the oracle does not know our additional columns. */
function plain(rows: unknown, what: string): unknown {
  const copy = JSON.parse(JSON.stringify(rows)) as Record<string, unknown>[];
  if (what !== 'topics') return copy;
  return copy.map(({ topic, partition, next_offset, received, accepted, duplicate, rejected }) => ({
    topic,
    partition,
    next_offset,
    received,
    accepted,
    duplicate,
    rejected,
  }));
}
