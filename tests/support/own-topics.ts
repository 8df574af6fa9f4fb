/** The five topics under names of one run alone, on a broker that others may use too. */
import { randomBytes } from 'node:crypto';
import {
  type FluvioConnection,
  type FluvioOptions,
  openFluvio,
  withTopicNames,
} from '../../fluvio/client/index.js';
import { TOPICS } from '../../schemas/index.js';

export interface TopicsAt {
  readonly host: string;
  readonly port: number;
  /** Of the topics' names there. */
  readonly prefix: string;
}

/** @param what the run is: lower-case letters */
export function ownPrefix(what: string): string {
  return `${what}-${randomBytes(3).toString('hex')}-`;
}

/** A connection that knows the topics by our names. */
export async function connectAt(
  { host, port, prefix }: TopicsAt,
  options: FluvioOptions = {},
): Promise<FluvioConnection> {
  const connection = await openFluvio({ kind: 'address', host, port }, options);
  return withTopicNames(connection, Object.fromEntries(TOPICS.map((topic) => [topic, `${prefix}${topic}`])));
}

export async function deleteTopics(at: TopicsAt): Promise<void> {
  const connection = await connectAt(at);
  try {
    const made = (await connection.topics()).map(({ name }) => name);
    for (const topic of TOPICS) if (made.includes(topic)) await connection.deleteTopic(topic);
  } finally {
    await connection.close();
  }
}
