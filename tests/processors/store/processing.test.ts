import { expect, test } from 'vitest';
import { Processor } from '../../../processors/processor.js';
import { processingState } from '../../../processors/store/processing.js';
import { temporaryStore } from '../../support/database.js';
import { recordBatch } from '../../support/record-batch.js';

test('commits are counted and timed, each one with the next', () => {
  const store = temporaryStore();
  expect(processingState(store.db)).toEqual({
    commits: 0,
    records: 0,
    last_commit_at: null,
    last_commit_records: 0,
    last_commit_ms: null,
    commits_ms: 0,
    dead_letters: [],
  });
  const begun = Date.now();
  const processor = new Processor(store);
  const position = store.addPosition('server-metrics', 0, 0);
  const sample = { server_id: 'eu-1', cpu_load: 99, memory_usage: 1, latency: 1 };
  const value = JSON.stringify({ ...sample, timestamp: '2024-11-12T10:15:30Z' });
  for (const values of [[value, 'x'], [value]]) {
    const records = values.map((text) => ({ value: text }));
    processor.take(position, recordBatch('server-metrics', 0, position.nextOffset, records));
    processor.commit();
  }
  const state = processingState(store.db);
  expect(state).toMatchObject({ commits: 2, records: 3, last_commit_records: 1 });
  expect(state.dead_letters).toEqual([{ topic: 'server-metrics', reason: 'invalid_json', letters: 1 }]);
  expect(state.last_commit_ms).toBeGreaterThan(0);
  expect(state.commits_ms).toBe(state.last_commit_ms);
  expect(Date.parse(state.last_commit_at!)).toBeGreaterThanOrEqual(begun);
});
