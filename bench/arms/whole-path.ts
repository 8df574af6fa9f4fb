/** The real thing, catching up a stored log: `@fluvio/client`, validation, duplicate check, folds, SQLite. */
import { join } from 'node:path';
import type { FluvioConnection } from '../../fluvio/client/index.js';
import { runProcessors } from '../../processors/run/run.js';
import { Store } from '../../processors/store/store.js';
import { DEFAULT_SETTINGS } from '../../settings/settings.js';
import { figuresInDatabase } from '../figures.js';
import { measure } from '../measure.js';
import { connected, expectAll } from './connect.js';
import type { Arm, ArmJob, ArmOutcome, StoredLog } from './job.js';

/** Columns are made of packed records in this process. */
export const plainPath: Arm = (job) => wholePath(job, false);

/** Columns are made in Fluvio, by a SmartModule. */
export const pushDownPath: Arm = (job) => wholePath(job, true);

async function wholePath(job: ArmJob, pushDown: boolean): Promise<ArmOutcome> {
  const { log, warmUp } = job;
  const path = join(job.dir, 'path.db');
  const measured = await connected(job, async (to) => {
    await intoDatabase(join(job.dir, 'warm-up.db'), (store) => process(to(warmUp), store, warmUp, pushDown));
    return intoDatabase(path, (store) =>
      measure(log.count, job.brokerPids, () => process(to(log), store, log, pushDown)),
    );
  });
  return { measured, figures: figuresInDatabase(path) };
}

async function intoDatabase<R>(path: string, work: (store: Store) => Promise<R>): Promise<R> {
  const store = Store.open(path, DEFAULT_SETTINGS);
  try {
    return await work(store);
  } finally {
    store.close();
  }
}

async function process(
  connection: FluvioConnection,
  store: Store,
  log: StoredLog,
  pushDown: boolean,
): Promise<void> {
  const { signal } = new AbortController();
  const { taken, stopped } = await runProcessors({
    connection,
    store,
    onGap: 'stop',
    pushDown,
    signal,
    until: log.ends,
  });
  if (stopped.length > 0) throw new Error(stopped.map(({ message }) => message).join(' '));
  expectAll(log.count, taken);
}
