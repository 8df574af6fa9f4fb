/** Runs drop what retention no longer keeps, though nothing flows. */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Processor } from '../../../processors/processor.js';
import { runProcessors } from '../../../processors/run/run.js';
import { Store } from '../../../processors/store/store.js';
import { DEFAULT_SETTINGS } from '../../../settings/settings.js';
import { temporaryStore } from '../../support/database.js';
import { LogConnection } from '../../support/log-connection.js';
import { recordBatch } from '../../support/record-batch.js';

const TOPIC = 'combat-events';
const FIGHTS = Array.from({ length: 40 }, (_, i) =>
  JSON.stringify({ playerid: `p${i}`, timestamp: 1_700_000_000_000 + 600_000 * i, eventtype: 'kill' }),
);

/** A store with forty windows, of which an hour is kept from now on; a step drops one. */
function retaining(): Store {
  const store = temporaryStore();
  const processor = new Processor(store);
  const batch = recordBatch(
    TOPIC,
    0,
    0,
    FIGHTS.map((value) => ({ value })),
  );
  processor.take(store.addPosition(TOPIC, 0, 0), batch);
  processor.commit();
  const settings = { ...DEFAULT_SETTINGS, retain_seconds: 3600 };
  return Store.open(store.path, settings, { dropLimits: { rows: 1, ms: 0 } });
}

const windows = ({ db }: Store) => db.prepare('SELECT count(*) FROM combat').pluck().get();

test('a run to the ends of the topics leaves nothing to drop', async () => {
  const store = retaining();
  const log = new LogConnection();
  log.set(TOPIC, 0, FIGHTS);
  const until = [{ topic: TOPIC, partition: 0, end: FIGHTS.length }];
  const signal = new AbortController().signal;
  expect(windows(store)).toBe(40);
  await runProcessors({ connection: log.asConnection, store, onGap: 'stop', signal, until });
  expect([store.isBehind, windows(store)]).toEqual([false, 7]);
  store.close();
});

test('a run without an end drops while it waits for records', async () => {
  const store = retaining();
  const log = new LogConnection();
  log.set(TOPIC, 0, FIGHTS);
  const stop = new AbortController();
  const running = runProcessors({
    connection: log.asConnection,
    store,
    onGap: 'stop',
    signal: stop.signal,
    betweenReadings: 10,
  });
  while (store.isBehind) await sleep(5);
  expect(windows(store)).toBe(7);
  stop.abort();
  await running;
  store.close();
});
