/** `game-flow produce TOPIC [FILE]`: every line becomes a record. */
import { createReadStream } from 'node:fs';
import { addAbortSignal, type Readable } from 'node:stream';
import { Command } from 'commander';
import {
  ensureTopics,
  FluvioError,
  type FluvioProducer,
  MAX_RECORD_BYTES,
  type ProducerCounts,
} from '../../fluvio/client/index.js';
import { connect } from '../connect.js';
import { type Context, say } from '../context.js';
import { CommandError, Interrupted } from '../exit.js';
import { noteMadeTopics } from '../made-topics.js';
import { type CommonOptions, type SettingsOptions, withCluster, withConfig } from '../options.js';
import { ownTopics } from '../own-topics.js';
import { type LineCounts, noLines, sendLines } from '../produce/send-lines.js';
import { count } from '../render/numbers.js';
import { settingsFor } from '../settings.js';
import { topicPartitions } from '../topic-partitions.js';

interface ProduceOptions extends CommonOptions, SettingsOptions {
  readonly keyField?: string;
}

const CHUNK_BYTES = 256 * 1024;

export function produceCommand(context: Context): Command {
  return withConfig(withCluster(new Command('produce')))
    .description('send the lines of a file, or of stdin, as records')
    .argument('<topic>')
    .argument('[file]', 'default: stdin')
    .option('--key-field <name>', 'take the key of a record from this field of the JSON object that it is')
    .addHelpText(
      'after',
      `
A line is a record of at most ${count(MAX_RECORD_BYTES)} bytes with its key, its bytes unchanged; as with \`fluvio produce\` an empty line is one too, and a line may end in CR LF.
The Node client sends no record without a key: without --key-field, and where the field is missing, the key is empty,
and records of one key lie in one partition, in order.

Examples:
  $ game-flow produce player-events events.ndjson --key-field player_id
  $ tail -f game.log | game-flow produce player-events --key-field player_id`,
    )
    .action((topic: string, file: string | undefined, options: ProduceOptions) =>
      runProduce(context, topic, file, options),
    );
}

async function runProduce(
  context: Context,
  topic: string,
  file: string | undefined,
  options: ProduceOptions,
): Promise<void> {
  const settings = settingsFor(context, options);
  const input = await openInput(context, file);
  try {
    const { connection, target, where } = await connect(context, options);
    try {
      // The project's own topics are made on first use, as `generate` does.
      const own = ownTopics(settings).filter(({ name }) => name === topic);
      noteMadeTopics(options.dataDir, target, await ensureTopics(connection, own));
      await topicPartitions(connection, topic, where);
      const producer = connection.producer(topic);
      await sendAndReport(
        context,
        topic,
        file ?? 'stdin',
        addAbortSignal(context.signal, input),
        producer,
        options,
      );
    } finally {
      await connection.close();
    }
  } finally {
    input.destroy();
  }
}

/** Whatever ends the sending, what was sent before is flushed, and its count told. */
async function sendAndReport(
  context: Context,
  topic: string,
  source: string,
  input: Readable,
  producer: FluvioProducer,
  { keyField }: ProduceOptions,
): Promise<void> {
  const counts = noLines();
  let failure: unknown;
  try {
    await sendLines(input, producer, keyField, counts);
  } catch (error) {
    if (error instanceof FluvioError) throw withCount(error, counts);
    if (!context.signal.aborted) failure = inputFailure(source, error);
  }
  const flushed = await producer.flush().catch((error) => {
    throw withCount(error, counts);
  });
  const summary = sentSummary(topic, counts, flushed);
  if (context.signal.aborted) throw new Interrupted(summary);
  say(context, summary);
  if (keyField !== undefined && counts.keyless > 0) {
    say(context, `${count(counts.keyless)} of them have no field "${keyField}": their key is empty.`);
  }
  if (failure !== undefined) throw failure;
  if (counts.tooLarge > 0) throw tooLarge(source, counts);
}

function sentSummary(topic: string, { sent }: LineCounts, { certain, repeated }: ProducerCounts): string {
  const twice = repeated > 0 ? ` (${count(repeated)} of them sent again after a lost connection)` : '';
  return `Sent ${count(sent)} ${sent === 1 ? 'record' : 'records'} to ${topic}; ${count(certain)} acknowledged${twice}.`;
}

async function openInput(context: Context, file: string | undefined): Promise<Readable> {
  if (file === undefined || file === '-') {
    if ((context.stdin as NodeJS.ReadStream).isTTY) say(context, 'A line is a record. Ctrl-D ends.');
    return context.stdin as Readable;
  }
  const stream = createReadStream(file, { highWaterMark: CHUNK_BYTES });
  // Before a broker is started for it: is there such a file?
  await new Promise<void>((resolve, reject) => stream.once('ready', resolve).once('error', reject)).catch(
    (error) => {
      throw inputFailure(file, error);
    },
  );
  return stream;
}

function inputFailure(source: string, error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === undefined) return error;
  const why = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : code;
  return new CommandError(`${source} cannot be read: ${why}.`, { cause: error });
}

function tooLarge(source: string, { tooLarge, firstTooLarge }: LineCounts): CommandError {
  const which =
    tooLarge === 1
      ? `line ${firstTooLarge} is`
      : `${count(tooLarge)} lines, from line ${firstTooLarge} on, are`;
  return new CommandError(
    `${source}: ${which} larger than the ${count(MAX_RECORD_BYTES)} bytes, key included, that the Node client of Fluvio can send, and left out. All others were sent. \`fluvio produce --batch-size\` can send larger ones.`,
  );
}

/** What is known of the records when Fluvio does not take them any more. */
function withCount(error: unknown, { sent }: LineCounts): unknown {
  if (!(error instanceof FluvioError) || error.code === 'TOPIC_NOT_FOUND') return error;
  return new CommandError(
    `${error.message} ${count(sent)} records had been sent. Events with an event_id may be sent again: repeats are dropped.`,
    { cause: error },
  );
}
