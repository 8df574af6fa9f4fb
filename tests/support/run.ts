import { type RunOptions, runProcessors } from '../../processors/run/run.js';
import { Store } from '../../processors/store/store.js';
import { DEFAULT_SETTINGS } from '../../settings/settings.js';
import type { LogConnection } from './log-connection.js';

/** Runs to the ends as they are now, on a store opened anew, as after a restart. */
export async function run(store: Store, log: LogConnection, over: Partial<RunOptions> = {}) {
  const until = (await log.partitions()).map(({ topic, partition, highWatermark: end }) => ({
    topic,
    partition,
    end,
  }));
  const again = Store.open(store.path, DEFAULT_SETTINGS);
  try {
    const signal = new AbortController().signal;
    const fixed = { connection: log.asConnection, store: again, signal, until, betweenReadings: 10 };
    return await runProcessors({ onGap: 'stop', ...fixed, ...over });
  } finally {
    again.close();
  }
}
