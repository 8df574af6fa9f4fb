/** A connection to the topics of a stored log, under our names. */
import { type FluvioConnection, openFluvio, withTopicNames } from '../../fluvio/client/index.js';
import type { ArmJob, StoredLog } from './job.js';

/** Runs `work` with a connection that is closed afterwards. */
export async function connected<R>(
  { cluster }: Pick<ArmJob, 'cluster'>,
  work: (to: (log: Pick<StoredLog, 'names'>) => FluvioConnection) => Promise<R>,
): Promise<R> {
  const connection = await openFluvio({ kind: 'address', ...cluster });
  try {
    return await work(({ names }) => withTopicNames(connection, names));
  } finally {
    await connection.close();
  }
}

/** @throws Error: what is lost or counted twice makes every speed meaningless */
export function expectAll(expected: number, found: number): void {
  if (found !== expected) throw new Error(`${expected} events were sent, ${found} came back`);
}
