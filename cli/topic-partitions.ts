import { setTimeout as sleep } from 'node:timers/promises';
import type { FluvioConnection, PartitionStatus } from '../fluvio/client/index.js';
import { CommandError } from './exit.js';
import { clip } from './render/sanitize.js';

const KNOWN_WITHIN_MS = 5_000;
const LOOK_EVERY_MS = 100;
const LONGEST_NAME = 80;

/**
 * The partitions of a topic; those of one made a moment ago are waited for.
 *
 * @throws CommandError when there is no such topic
 */
export async function topicPartitions(
  connection: Pick<FluvioConnection, 'topics' | 'partitions'>,
  topic: string,
  where: string,
): Promise<PartitionStatus[]> {
  const summary = (await connection.topics()).find(({ name }) => name === topic);
  if (summary === undefined) throw noSuchTopic(topic, where);
  const deadline = Date.now() + KNOWN_WITHIN_MS;
  for (;;) {
    const statuses = await connection.partitions(topic);
    if (statuses.length >= summary.partitions) return statuses;
    if (Date.now() >= deadline) {
      throw new CommandError(
        `${topic} has ${summary.partitions} partitions, but ${where} serves only ${statuses.length} of them. See \`game-flow doctor\`, and try again.`,
      );
    }
    await sleep(LOOK_EVERY_MS);
  }
}

function noSuchTopic(topic: string, where: string): CommandError {
  const name = clip(topic, LONGEST_NAME);
  return new CommandError(
    `There is no topic ${name} at ${where}. See \`game-flow topics list\`, or make it with \`game-flow topics create ${name}\`.`,
  );
}
