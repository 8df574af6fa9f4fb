/**
 * The processors as `game-flow process` runs them, until told to stop. Arguments: a job as JSON. Says 'ready' when the
 * database is there; its answer to any message is what was measured since then.
 */
import { runProcessors } from '../../../processors/run/run.js';
import { Store } from '../../../processors/store/store.js';
import { DEFAULT_SETTINGS } from '../../../settings/settings.js';
import { connected } from '../../arms/connect.js';
import { measure } from '../../measure.js';
import type { LatencyJob } from '../latency.js';

const job = JSON.parse(process.argv[2]!) as LatencyJob;
const store = Store.open(job.database, DEFAULT_SETTINGS);
const ending = new AbortController();
process.once('message', () => ending.abort());

const measured = await connected(job, (to) => {
  process.send!('ready');
  return measure(job.log.count, job.brokerPids, async () => {
    const { stopped } = await runProcessors({
      connection: to(job.log),
      store,
      onGap: 'stop',
      pushDown: job.pushDown,
      signal: ending.signal,
    });
    if (stopped.length > 0) throw new Error(stopped.map(({ message }) => message).join(' '));
  });
});
store.close();
process.send!(measured, () => process.exit(0));
