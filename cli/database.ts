/** The processors' side of the database: it is opened, and rebuilt where the figures are of an older version. */
import { endOffsets, type FluvioConnection } from '../fluvio/client/index.js';
import { runProcessors } from '../processors/run/run.js';
import { StoreError } from '../processors/store/errors.js';
import { databasePath } from '../processors/store/open.js';
import { Store } from '../processors/store/store.js';
import { isTopic, TOPICS } from '../schemas/index.js';
import type { Settings } from '../settings/settings.js';
import { changedLogs } from './changed-logs.js';
import { type Context, say } from './context.js';
import { CommandError, Interrupted } from './exit.js';
import { countedSoFar, lostRecords } from './lost-records.js';
import { counted } from './render/numbers.js';
import { startProgress } from './render/progress.js';
import { shortList } from './render/short-list.js';

/** Opens the store; figures of an older version are made anew from the log first. */
export async function openStore(
  context: Context,
  dataDir: string,
  connection: FluvioConnection,
  settings: Settings,
): Promise<Store> {
  const path = databasePath(dataDir);
  try {
    return openCurrent(context, path, settings);
  } catch (error) {
    if (!(error instanceof StoreError) || error.code !== 'DATABASE_OUTDATED') throw error;
    say(context, `${error.message} Doing that now; the old figures stay visible until it is done.`);
    await rebuild(context, dataDir, connection, settings, false);
    return Store.open(path, settings);
  }
}

/** Opens the store; where its figures are brought up to other thresholds that is told before and after. */
export function openCurrent(context: Context, path: string, settings: Settings): Store {
  let start: number | undefined;
  const onRederive = (why: string) => {
    say(context, `${path} ${why}; what depends on them is worked out anew from its rows.`);
    start = performance.now();
  };
  const store = Store.open(path, settings, { onRederive });
  if (start !== undefined)
    say(context, `Worked out anew in ${((performance.now() - start) / 1000).toFixed(1)} s.`);
  return store;
}

/**
 * Counts everything again from the topics. The caller holds the lock.
 * @param evenIfIncomplete go on although the topics no longer hold everything that was counted
 */
export async function rebuild(
  context: Context,
  dataDir: string,
  connection: FluvioConnection,
  settings: Settings,
  evenIfIncomplete: boolean,
): Promise<void> {
  const ends = await endOffsets(connection, TOPICS);
  const partitions = (await connection.partitions()).filter(({ topic }) => isTopic(topic));
  const before = countedSoFar(dataDir);
  const lost = [
    ...lostRecords(before, partitions, (topic) => connection.nameAtCluster(topic)),
    ...(evenIfIncomplete ? [] : await changedLogs(connection, before, partitions, context.signal)),
  ];
  if (lost.length > 0 && !evenIfIncomplete) {
    throw new CommandError(
      `The topics no longer hold everything: what was in ${shortList(lost)} is gone, and would be missing from the new figures. Nothing has been done. Is this the right Fluvio? Then run \`game-flow rebuild --yes\` to go on all the same.`,
    );
  }
  const store = Store.openForRebuild(databasePath(dataDir), settings);
  try {
    const total = partitions.reduce((sum, at) => sum + at.highWatermark - at.logStart, 0);
    const progress = startProgress(context, 'Rebuilding', total, 'record');
    const { taken, stopped } = await runProcessors({
      connection,
      store,
      onGap: 'stop',
      signal: context.signal,
      until: ends,
      onProgress: (done) => progress.update(done),
    });
    progress.end(taken);
    if (context.signal.aborted) throw new Interrupted('Interrupted: the figures are as they were.');
    if (stopped.length > 0) throw new CommandError(`${stopped[0]!.message} The figures are as they were.`);
    store.finishRebuild();
    say(context, `Rebuilt from ${counted(taken, 'record')}.`);
  } finally {
    store.close();
  }
}
