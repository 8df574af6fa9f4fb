import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'yaml';
import { packageFile } from './built.js';
import { FluvioError } from './errors.js';
import type { FluvioConnection, TopicSettings } from './types.js';

/** A topic as `fluvio/topics.yaml` describes it. */
export interface TopicDefinition extends TopicSettings {
  readonly name: string;
  /** The field of an event that is its record's key. */
  readonly key: string;
  readonly retentionSeconds: number;
}

const NAME = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;
const KNOWN = new Set(['key', 'partitions', 'retention_seconds']);
const PARTITIONS_KNOWN_WITHIN_MS = 15_000;
const LOOK_EVERY_MS = 100;

/** Reads and checks a file of topics; without a name the project's own. Throws TOPICS_FILE_INVALID. */
export function loadTopics(file = packageFile('fluvio/topics.yaml')): TopicDefinition[] {
  let document: unknown;
  try {
    document = parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
    throw new FluvioError('TOPICS_FILE_INVALID', `${file} cannot be read: ${why}`, { cause });
  }
  const topics = (document as { topics?: unknown } | null)?.topics;
  if (!isObject(topics)) throw new FluvioError('TOPICS_FILE_INVALID', `${file}: "topics" must be a mapping.`);
  return Object.entries(topics).map(([name, entry]) => definition(file, name, entry));
}

/**
 * Creates the topics that are missing, and returns their names, once the partitions of all of them are known. Someone
 * else creating the same at the same time is fine.
 */
export async function ensureTopics(
  connection: FluvioConnection,
  topics: readonly ({ readonly name: string } & TopicSettings)[],
): Promise<string[]> {
  const present = new Set((await connection.topics()).map(({ name }) => name));
  const missing = topics.filter(({ name }) => !present.has(name));
  for (const topic of missing) {
    await connection.createTopic(topic.name, topic).catch((error) => {
      if ((error as FluvioError).code !== 'TOPIC_EXISTS') throw error;
    });
  }
  const deadline = Date.now() + PARTITIONS_KNOWN_WITHIN_MS;
  while (!(await allKnown(connection, topics))) {
    if (Date.now() > deadline) {
      const names = topics.map(({ name }) => name).join(', ');
      throw new FluvioError('TOPIC_NOT_FOUND', `The cluster has not brought up every partition of ${names}.`);
    }
    await sleep(LOOK_EVERY_MS);
  }
  return missing.map(({ name }) => name);
}

async function allKnown(
  connection: FluvioConnection,
  topics: readonly { readonly name: string }[],
): Promise<boolean> {
  const [listed, partitions] = await Promise.all([connection.topics(), connection.partitions()]);
  return topics.every(({ name }) => {
    const wanted = listed.find((topic) => topic.name === name)?.partitions;
    return wanted !== undefined && partitions.filter(({ topic }) => topic === name).length >= wanted;
  });
}

function definition(file: string, name: string, entry: unknown): TopicDefinition {
  const wrong = (what: string) => new FluvioError('TOPICS_FILE_INVALID', `${file}: /topics/${name}${what}.`);
  if (!NAME.test(name)) throw wrong(' is no topic name: lower-case letters, digits and hyphens');
  if (!isObject(entry)) throw wrong(' must be a mapping');
  const unknown = Object.keys(entry).find((field) => !KNOWN.has(field));
  if (unknown !== undefined) throw wrong(`/${unknown} is not known`);
  const { key, partitions, retention_seconds: retentionSeconds } = entry;
  if (typeof key !== 'string' || key === '') throw wrong('/key must be the name of a field');
  if (!isCount(partitions, 1_000)) throw wrong('/partitions must be a whole number from 1 to 1000');
  if (!isCount(retentionSeconds, 2 ** 31)) throw wrong('/retention_seconds must be a positive whole number');
  return { name, key, partitions, retentionSeconds };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown, most: number): value is number {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= most;
}
