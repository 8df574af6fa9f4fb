/** The topics that this data directory made on a real cluster, and their deletion, which must be asked for twice. */
import { FluvioError, type FluvioTarget, openFluvio } from '../../fluvio/client/index.js';
import { isConfirmed } from '../confirm.js';
import { describe } from '../connect.js';
import { type Context, say } from '../context.js';
import { forgetMadeTopics, madeTopics } from '../made-topics.js';

/**
 * Names the topics and asks, unless `--yes` has answered already. False when the person declines.
 *
 * @throws UsageError when nobody can be asked
 */
export function mayDelete(
  context: Context,
  names: readonly string[],
  where: string,
  yes: boolean,
): Promise<boolean> {
  const topics = `${names.join(', ')} at ${where}, with all records in them, whoever sent them`;
  return isConfirmed(context, `delete ${topics}`, `Delete ${topics}?`, yes);
}

/** Deletes them one by one, and forgets each at once, so that a failure in between leaves the notes right. */
export async function deleteMadeTopics(
  context: Context,
  dataDir: string,
  target: FluvioTarget,
): Promise<void> {
  const connection = await openFluvio(target);
  try {
    for (const name of madeTopics(dataDir, target)) {
      const deleted = await connection.deleteTopic(name).then(
        () => true,
        (error) => {
          if (error instanceof FluvioError && error.code === 'TOPIC_NOT_FOUND') return false;
          throw error;
        },
      );
      forgetMadeTopics(dataDir, target, [name]);
      say(context, deleted ? `Deleted ${name} at ${describe(target)}.` : `${name} was gone already.`);
    }
  } finally {
    await connection.close();
  }
}
