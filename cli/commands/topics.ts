/** `game-flow topics list|create|delete`. */
import { Command } from 'commander';
import {
  ensureTopics,
  type FluvioConnection,
  FluvioError,
  type PartitionStatus,
  type TopicDefinition,
} from '../../fluvio/client/index.js';
import type { Settings } from '../../settings/settings.js';
import { connect } from '../connect.js';
import { type Context, say } from '../context.js';
import { CommandError } from '../exit.js';
import { forgetMadeTopics, noteMadeTopics } from '../made-topics.js';
import {
  type CommonOptions,
  type SettingsOptions,
  wholeNumber,
  withCluster,
  withConfig,
} from '../options.js';
import { ownTopics } from '../own-topics.js';
import { jsonRows } from '../render/json.js';
import { sanitize } from '../render/sanitize.js';
import { renderTable, type TableColumn } from '../render/table.js';
import { settingsFor } from '../settings.js';

const DEFAULT_PARTITIONS = 3;
const MOST_PARTITIONS = 1000;

interface ListOptions extends CommonOptions {
  readonly json?: boolean;
}

interface CreateOptions extends CommonOptions, SettingsOptions {
  readonly partitions?: number;
}

/** A row of `topics list`: one a partition. */
interface PartitionRow {
  readonly topic: string;
  readonly partitions: number;
  readonly partition: number;
  readonly start: number;
  readonly end: number;
}

const COLUMNS: readonly TableColumn<PartitionRow>[] = [
  { title: 'topic', of: (row) => row.topic },
  { title: 'partitions', of: (row) => row.partitions },
  { title: 'partition', of: (row) => row.partition },
  { title: 'start', of: (row) => row.start },
  { title: 'end', of: (row) => row.end },
  { title: 'records', of: (row) => row.end - row.start },
];

export function topicsCommand(context: Context): Command {
  return new Command('topics')
    .description('the topics of the Fluvio in use')
    .addCommand(listCommand(context))
    .addCommand(createCommand(context))
    .addCommand(deleteCommand(context));
}

function listCommand(context: Context): Command {
  return withCluster(new Command('list'))
    .description('topics, partitions, and the offsets at which they start and end')
    .option('--json', 'an array of objects, one a partition')
    .action((options: ListOptions) =>
      withConnection(context, options, async ({ connection }) => {
        const rows = await partitionRows(connection);
        if (options.json === true) context.stdout.write(jsonRows(rows));
        else context.stdout.write(rows.length === 0 ? 'No topics yet.\n' : `${renderTable(rows, COLUMNS)}\n`);
      }),
    );
}

function createCommand(context: Context): Command {
  return withConfig(withCluster(new Command('create')))
    .description('make topics; without a name, those of this project that are missing')
    .argument('[names...]')
    .option('--partitions <n>', `default ${DEFAULT_PARTITIONS}`, wholeNumber(1, MOST_PARTITIONS))
    .addHelpText(
      'after',
      '\nExamples:\n  $ game-flow topics create\n  $ game-flow topics create chat --partitions 6',
    )
    .action((names: string[], options: CreateOptions) =>
      withConnection(context, options, async ({ connection, target, where }) => {
        const wanted = definitions(names, options.partitions, settingsFor(context, options));
        if (names.length > 0) await refuseExisting(connection, names, where);
        const made = await ensureTopics(connection, wanted);
        noteMadeTopics(options.dataDir, target, made);
        const others = wanted.length - made.length;
        const there = others === 0 ? '' : ` ${others} were there already.`;
        say(context, made.length === 0 ? `Nothing to make.${there}` : `Made ${made.join(', ')}.${there}`);
      }),
    );
}

function deleteCommand(context: Context): Command {
  return withCluster(new Command('delete'))
    .description('delete topics, with all their records')
    .argument('<names...>')
    .action((names: string[], options: CommonOptions) =>
      withConnection(context, options, async ({ connection, target, where }) => {
        for (const name of names) {
          await connection.deleteTopic(name).catch((error) => {
            throw notThere(error, name, where);
          });
          forgetMadeTopics(options.dataDir, target, [name]);
          say(context, `Deleted ${name}.`);
        }
      }),
    );
}

async function withConnection(
  context: Context,
  options: CommonOptions,
  work: (connected: Awaited<ReturnType<typeof connect>>) => Promise<void>,
): Promise<void> {
  const connected = await connect(context, options);
  try {
    await work(connected);
  } finally {
    await connected.connection.close();
  }
}

async function partitionRows(connection: FluvioConnection): Promise<PartitionRow[]> {
  const [topics, statuses] = await Promise.all([connection.topics(), connection.partitions()]);
  return topics.flatMap(({ name, partitions }) =>
    statuses
      .filter(({ topic }) => topic === name)
      .map(({ topic, partition, logStart, highWatermark }: PartitionStatus) => ({
        topic,
        partitions,
        partition,
        start: logStart,
        end: highWatermark,
      })),
  );
}

/** Our own topics have their partitions and retention from `topics.yaml`, unless told otherwise. */
function definitions(names: readonly string[], partitions: number | undefined, settings: Settings) {
  const ours = ownTopics(settings);
  if (names.length === 0) return ours.map((topic) => withPartitions(topic, partitions));
  return names.map((name) => {
    const own = ours.find((topic) => topic.name === name);
    return own === undefined
      ? { name, partitions: partitions ?? DEFAULT_PARTITIONS }
      : withPartitions(own, partitions);
  });
}

function withPartitions(topic: TopicDefinition, partitions = topic.partitions) {
  return { ...topic, partitions };
}

async function refuseExisting(
  connection: FluvioConnection,
  names: readonly string[],
  where: string,
): Promise<void> {
  const present = (await connection.topics()).find(({ name }) => names.includes(name));
  if (present === undefined) return;
  throw new CommandError(
    `There is a topic ${present.name} at ${where} already, with ${present.partitions} partitions. See \`game-flow topics list\`.`,
  );
}

function notThere(error: unknown, name: string, where: string): unknown {
  if (!(error instanceof FluvioError) || error.code !== 'TOPIC_NOT_FOUND') return error;
  const sentence = `There is no topic ${sanitize(name)} at ${where}. See \`game-flow topics list\`.`;
  return new CommandError(sentence, { cause: error });
}
